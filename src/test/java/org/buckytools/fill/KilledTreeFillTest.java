package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F10 and F11: fills of a tree, killed with kill -9 a hundred times. */
class KilledTreeFillTest {
  private static final int KILLS = 100;
  private static final int KILLS_IN_A_ROW = 4;
  private static final int KILLED = 128 + 9;
  private static final int COPIES = 6;
  private static final int PAIRS = 4;
  private static final int LONGEST_SPIN = 200_000;

  /** Time of all files: a tree is filled at one time. */
  private static final long NOW = 1_750_000_000;

  private final Random random = new Random(1);
  private final List<Item> items = new ArrayList<>();

  @TempDir private Path dir;
  private Path src;
  private Path dst;

  /**
   * A file of the tree.
   *
   * @param isMissing whether the destination has none before; the pair's is a copy of the source
   *     then
   */
  private record Item(String name, FilePair pair, HalfFilled half, boolean isMissing) {}

  @BeforeEach
  void makeTree() throws IOException {
    src = dir.resolve("src");
    dst = dir.resolve("dst");
    Path scratch = Files.createDirectory(dir.resolve("scratch"));
    for (int seed = 1; seed <= PAIRS; seed++) {
      FilePair pair = gappyPair(seed);
      HalfFilled half = half(scratch, pair);
      FilePair copied = new FilePair(seed, pair.src(), pair.src(), NOW);
      HalfFilled halfCopied = half(scratch, copied);
      for (int copy = 0; copy < COPIES; copy++) {
        String name = "dir" + copy + "/metric" + seed + ".wsp";
        boolean isMissing = copy == 0;
        items.add(
            new Item(name, isMissing ? copied : pair, isMissing ? halfCopied : half, isMissing));
        Files.createDirectories(src.resolve(name).getParent());
        pair.src().write(src.resolve(name));
      }
    }
    layDestination();
  }

  /** A pair that takes thousands of writes, one for each gap. */
  private static FilePair gappyPair(long seed) {
    Random random = new Random(seed);
    RawFile src = emptyFile();
    RawFile dst = emptyFile();
    Receiver srcHost = new Receiver(src);
    Receiver dstHost = new Receiver(dst);
    RawRing finest = src.rings().getFirst();
    for (long t = finest.oldest(NOW); t <= NOW; t += finest.step()) {
      double value = random.nextGaussian();
      if (random.nextInt(10) > 0) {
        srcHost.receive(t, value, t);
      }
      if (random.nextBoolean()) {
        dstHost.receive(t, value, t);
      }
    }
    return new FilePair(seed, src, dst, NOW);
  }

  private static RawFile emptyFile() {
    int average = 1;
    return new RawFile(
        average,
        0.5f,
        List.of(new RawRing(10, 8000), new RawRing(60, 6000), new RawRing(300, 5000)));
  }

  private static HalfFilled half(Path scratch, FilePair pair) throws IOException {
    FillRun run = FillRun.of(scratch, pair, FillOptions.DEFAULT);
    assertThat(run.after().known(NOW))
        .isEqualTo(FillModel.fill(pair.src(), pair.dst(), NOW, FillOptions.DEFAULT));
    return new HalfFilled(pair, Files.readAllBytes(run.dst()));
  }

  private void layDestination() throws IOException {
    for (Item item : items) {
      Path file = dst.resolve(item.name());
      Files.deleteIfExists(file);
      Files.createDirectories(file.getParent());
      if (!item.isMissing()) {
        item.pair().dst().write(file);
      }
    }
  }

  @Test
  void everyFileIsSoundAndTheNextRunCompletesIt() throws IOException, InterruptedException {
    int kills = 0;
    int halfFilled = 0;
    while (kills < KILLS) {
      layDestination();
      // A few in a row, so that half filled trees are met, too.
      for (int i = 0; i < KILLS_IN_A_ROW && kills < KILLS; i++) {
        if (fillAndKill()) {
          kills++;
          halfFilled += checkAfterKill();
        }
      }
      runToTheEnd();
      checkCompleted();
    }
    System.out.println(kills + " kills, " + halfFilled + " files found half filled");
  }

  /** Whether the process was killed before it had finished. */
  private boolean fillAndKill() throws IOException, InterruptedException {
    Process process = start();
    // Somewhere among the files, and somewhere within one.
    int lines = random.nextInt(items.size());
    int spin = random.nextInt(LONGEST_SPIN);
    try (BufferedReader output = process.inputReader()) {
      for (int i = 0; i < lines; i++) {
        output.readLine();
      }
      for (int i = 0; i < spin; i++) {
        Thread.onSpinWait();
      }
      process.destroyForcibly();
      int status = process.waitFor();
      assertThat(status).isIn(0, KILLED);
      return status == KILLED;
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(
            FillChild.command("tree", String.valueOf(NOW), src.toString(), dst.toString()))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private void runToTheEnd() throws IOException, InterruptedException {
    Process process = start();
    String last = process.inputReader().lines().reduce("", (before, line) -> line);
    assertThat(process.waitFor()).isZero();
    assertThat(last).isEqualTo(FillChild.FINISHED);
  }

  private int checkAfterKill() throws IOException {
    int halfFilled = 0;
    for (Item item : items) {
      assertThat(Files.readAllBytes(src.resolve(item.name()))).isEqualTo(item.pair().src().bytes());
      Path file = dst.resolve(item.name());
      if (item.isMissing() && Files.notExists(file)) {
        continue;
      }
      byte[] state = Files.readAllBytes(file);
      if (!item.half().isUntouchedOrDone(state)) {
        item.half().check(state);
        halfFilled++;
      }
    }
    return halfFilled;
  }

  private void checkCompleted() throws IOException {
    for (Item item : items) {
      Path file = dst.resolve(item.name());
      // What was missing is a copy, or has been filled since.
      if (!item.isMissing() || !item.half().isUntouchedOrDone(Files.readAllBytes(file))) {
        item.half().checkCompleted(RawFile.read(file).known(NOW));
      }
    }
    try (var files = Files.walk(dst)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> dst.relativize(file).toString()))
          .containsExactlyInAnyOrderElementsOf(items.stream().map(Item::name).toList());
    }
  }
}
