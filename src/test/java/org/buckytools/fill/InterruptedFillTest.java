package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * F10, in every state that a kill can leave: after each call that writes, and inside a call at each
 * border of a page, where the kernel looks whether it is to stop.
 */
class InterruptedFillTest {
  private static final int PAGE = 4096;
  private static final int POINT = 12;
  private static final int FILES = 30;
  private static final int METHODS = 8;
  private static final long NOW = 1_750_000_000;
  private static final int BASE_WEEK = 2890;

  @TempDir private Path dir;

  @Test
  void everyStateOfTheFileIsSoundAndCanBeCompleted() throws IOException, InterruptedException {
    Optional<String> absence = TracedWrites.absence();
    if (absence.isPresent() && "true".equals(System.getenv("CI"))) {
      throw new AssertionError("CI must not skip this test: " + absence.get());
    }
    absence.ifPresent(reason -> System.err.println("skipping interrupted fills: " + reason));
    Assumptions.assumeTrue(absence.isEmpty(), () -> absence.get());

    List<FilePair> pairs = new ArrayList<>();
    List<String> arguments = new ArrayList<>(List.of("files"));
    for (int seed = 1; seed <= FILES; seed++) {
      FilePair pair = seed <= METHODS ? halfKnown(seed) : OutageGenerator.largePair(seed, NOW);
      pairs.add(pair);
      arguments.add(String.valueOf(pair.now()));
      arguments.add(pair.src().write(dir.resolve(seed + "-src.wsp")).toString());
      arguments.add(pair.dst().write(destination(pair)).toString());
    }
    for (int points : new int[] {4300, BASE_WEEK}) {
      FilePair ages = basedAcrossPages(points);
      pairs.add(ages);
      arguments.add(String.valueOf(ages.now()));
      arguments.add(ages.src().write(dir.resolve(ages.seed() + "-src.wsp")).toString());
      arguments.add(ages.dst().write(destination(ages)).toString());
    }
    Path traces = Files.createDirectory(dir.resolve("traces"));
    Map<Path, List<TracedWrites.Write>> writes =
        TracedWrites.of(traces, FillChild.command(arguments.toArray(new String[0])));

    int[] states = {0};
    for (FilePair pair : pairs) {
      byte[] filled = Files.readAllBytes(destination(pair));
      HalfFilled half = new HalfFilled(pair, filled);
      byte[] last =
          replay(
              pair.dst().bytes(),
              writes.getOrDefault(destination(pair), List.of()),
              state -> {
                states[0]++;
                half.check(state);
                complete(pair, state, half);
              });
      assertThat(last).as("%s: the writes that were seen", pair).isEqualTo(filled);
    }
    System.out.println(states[0] + " states of " + FILES + " files");
    assertThat(states[0]).isGreaterThan(FILES);
  }

  /**
   * A pair in which all the destination's coarse values have to follow their points, and one of
   * them lies across pages with half of its value on each.
   */
  private static FilePair halfKnown(int method) {
    RawFile src = new RawFile(method, 0, List.of(new RawRing(10, 1004), new RawRing(300, 120)));
    // Header, finer archive and 16 coarser points, then a timestamp and half a value: three pages.
    assertThat(40 + POINT * (1004 + 16) + 8).isEqualTo(3 * PAGE);
    RawFile dst = src.copy();
    long first = 1_699_999_200;
    long now = first + 9900;
    for (long t = first; t <= now; t += 10) {
      new Receiver(src).receive(t, Math.sin(t), t);
      if (t % 300 == 150) {
        new Receiver(dst).receive(t, Math.sin(t), t);
      }
    }
    return new FilePair(method, src, dst, now);
  }

  /**
   * A pair in which the coarse value that has to follow is the base of its archive, lies across
   * pages, and retentions are so long that no file can hold the time one lap earlier: it is 1970's
   * first second or before, and with more weeks still the time one lap later is beyond 2106.
   *
   * @param points how many weeks are kept
   */
  private static FilePair basedAcrossPages(int points) {
    int week = 7 * 24 * 3600;
    RawFile src = new RawFile(2, 0, List.of(new RawRing(3600, 1020), new RawRing(week, points)));
    // Header and finer archive, then a timestamp and half a value: three pages.
    assertThat(40 + POINT * 1020 + 8).isEqualTo(3 * PAGE);
    RawFile dst = src.copy();
    long first = (long) BASE_WEEK * week;
    long now = first + 5L * week;
    for (long t = first; t <= now; t += 3600) {
      new Receiver(src).receive(t, Math.sin(t), t);
      if (t < first + 36_000 || t > first + 72_000) {
        new Receiver(dst).receive(t, Math.sin(t), t);
      }
    }
    assertThat(src.rings().getLast().retention()).isGreaterThanOrEqualTo(first);
    return new FilePair(points, src, dst, now);
  }

  private Path destination(FilePair pair) {
    return dir.resolve(pair.seed() + "-dst.wsp");
  }

  private static byte[] replay(
      byte[] before, List<TracedWrites.Write> writes, Consumer<byte[]> check) {
    byte[] state = before.clone();
    for (TracedWrites.Write write : writes) {
      int done = 0;
      while (done < write.bytes().length) {
        int position = write.position() + done;
        int length = Math.min(PAGE - position % PAGE, write.bytes().length - done);
        System.arraycopy(write.bytes(), done, state, position, length);
        done += length;
        check.accept(state);
      }
    }
    return state;
  }

  /** Filling again follows the rules, and makes of the state what a fill without a kill makes. */
  private void complete(FilePair pair, byte[] state, HalfFilled half) {
    try {
      Path again = Files.write(dir.resolve("again.wsp"), state);
      FillRun.at(pair.now())
          .fill(dir.resolve(pair.seed() + "-src.wsp"), again, FillOptions.DEFAULT);
      List<SortedMap<Long, Double>> completed = RawFile.read(again).known(pair.now());
      assertThat(completed)
          .as("%s", pair)
          .isEqualTo(
              FillModel.fill(pair.src(), RawFile.parse(state), pair.now(), FillOptions.DEFAULT));
      half.checkCompleted(completed);
    } catch (IOException failure) {
      throw new AssertionError(pair.toString(), failure);
    }
  }
}
