package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.buckytools.fill.FillResult.Outcome;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Fills beside each other, and beside writers that take the same locks. */
@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ConcurrentFillTest {
  private static final long NOW = 1_750_000_000;
  private static final int ROUNDS = 200;
  private static final int AVERAGE = 1;

  private final ExecutorService threads = Executors.newFixedThreadPool(4);

  @TempDir private Path dir;

  @AfterEach
  void stopThreads() {
    threads.shutdownNow();
  }

  private static RawFile emptyFile() {
    return new RawFile(
        AVERAGE, 0, List.of(new RawRing(10, 1800), new RawRing(60, 400), new RawRing(300, 100)));
  }

  /** A file of a host that received about half the points. */
  private static RawFile halfFile(long seed) {
    Random random = new Random(seed);
    RawFile file = emptyFile();
    Receiver host = new Receiver(file);
    for (long t = file.rings().getFirst().oldest(NOW); t <= NOW; t += 10) {
      if (random.nextBoolean()) {
        host.receive(t, t / 10 % 1000, t);
      }
    }
    return file;
  }

  private static void assertUnionInBoth(RawFile one, RawFile other, RawFile... before) {
    SortedSet<Long> union = new TreeSet<>();
    for (RawFile file : before) {
      union.addAll(file.rings().getFirst().known(NOW).keySet());
    }
    assertThat(one.rings().getFirst().known(NOW).keySet()).isEqualTo(union);
    assertThat(other.known(NOW)).isEqualTo(one.known(NOW));
  }

  @Test
  void oppositeFillsInOneProcess() throws Exception {
    Path a = dir.resolve("a.wsp");
    Path b = dir.resolve("b.wsp");
    for (int round = 0; round < ROUNDS; round++) {
      RawFile before = halfFile(round);
      RawFile otherBefore = halfFile(round + ROUNDS);
      before.write(a);
      otherBefore.write(b);
      CyclicBarrier start = new CyclicBarrier(2);
      Future<FillResult> forth = threads.submit(() -> fillAfter(start, a, b));
      Future<FillResult> back = threads.submit(() -> fillAfter(start, b, a));
      assertThat(forth.get().outcome()).isEqualTo(Outcome.FILLED);
      assertThat(back.get().outcome()).isEqualTo(Outcome.FILLED);
      assertUnionInBoth(RawFile.read(a), RawFile.read(b), before, otherBefore);
    }
  }

  private static FillResult fillAfter(CyclicBarrier start, Path from, Path to) throws Exception {
    start.await();
    return FillRun.at(NOW).fill(from, to, FillOptions.DEFAULT);
  }

  @Test
  void oppositeFillsInTwoProcesses() throws Exception {
    RawFile before = halfFile(1);
    RawFile otherBefore = halfFile(2);
    Path a = before.write(dir.resolve("a.wsp"));
    Path b = otherBefore.write(dir.resolve("b.wsp"));
    String rounds = String.valueOf(50 * ROUNDS);
    Process other =
        new ProcessBuilder(
                FillChild.command(
                    "rounds", rounds, String.valueOf(NOW), b.toString(), a.toString()))
            .redirectErrorStream(true)
            .start();
    Fill fill = FillRun.at(NOW);
    long fills = 0;
    while (other.isAlive()) {
      fill.fill(a, b, FillOptions.DEFAULT);
      fills++;
    }
    String output = new String(other.getInputStream().readAllBytes());
    assertThat(output.strip()).isEqualTo(FillChild.FINISHED);
    fill.fill(a, b, FillOptions.DEFAULT);
    System.out.println(fills + " fills one way beside " + rounds + " the other way");
    assertUnionInBoth(RawFile.read(a), RawFile.read(b), before, otherBefore);
  }

  /** Whisper's own updates on both files, with its locks on, while one is filled from the other. */
  @Test
  @RequiresReference
  void fillsBesideWritersLoseNoPoint() throws Exception {
    Path src = emptyFile().write(dir.resolve("src.wsp"));
    Path dst = emptyFile().write(dir.resolve("dst.wsp"));
    Future<SortedMap<Long, Double>> toSrc = threads.submit(() -> write(src, 1, 1000));
    Future<SortedMap<Long, Double>> toDst = threads.submit(() -> write(dst, 2, 5000));
    AtomicBoolean stop = new AtomicBoolean();
    Callable<Integer> filling =
        () -> {
          Fill fill = FillRun.at(NOW);
          int filled = 0;
          while (!stop.get()) {
            filled += fill.fill(src, dst, FillOptions.DEFAULT).outcome() == Outcome.FILLED ? 1 : 0;
          }
          return filled;
        };
    List<Future<Integer>> fillers = List.of(threads.submit(filling), threads.submit(filling));
    SortedMap<Long, Double> inSrc = toSrc.get();
    SortedMap<Long, Double> inDst = toDst.get();
    stop.set(true);
    int filled = 0;
    for (Future<Integer> filler : fillers) {
      filled += filler.get();
    }
    FillRun.at(NOW).fill(src, dst, FillOptions.DEFAULT);
    System.out.println(filled + " fills found points beside two writers");

    RawFile after = RawFile.read(dst);
    SortedMap<Long, Double> expected = new TreeMap<>(inSrc);
    expected.putAll(inDst);
    assertThat(after.rings().getFirst().known(NOW)).isEqualTo(expected);
    assertThat(RawFile.read(src).rings().getFirst().known(NOW)).isEqualTo(inSrc);
    for (int archive = 1; archive < after.rings().size(); archive++) {
      assertCoarseFollows(after.rings().get(archive - 1), after.rings().get(archive));
    }
  }

  /** Writes two thirds of the points in any order, each acknowledged before the next. */
  private static SortedMap<Long, Double> write(Path file, long seed, double value) {
    Random random = new Random(seed);
    RawRing finest = emptyFile().rings().getFirst();
    List<Long> times = new ArrayList<>();
    // From a full coarsest interval on, so that every coarse value has all its points retained.
    long first = finest.oldest(NOW) + 300 - finest.oldest(NOW) % 300;
    for (long t = first; t <= NOW; t += finest.step()) {
      times.add(t);
    }
    Collections.shuffle(times, random);
    SortedMap<Long, Double> acknowledged = new TreeMap<>();
    try (ReferenceWhisper whisper = ReferenceWhisper.start()) {
      whisper.lock(true);
      for (long t : times.subList(0, times.size() * 2 / 3)) {
        whisper.update(file, value + t % 997, t, NOW);
        acknowledged.put(t, value + t % 997);
      }
    }
    return acknowledged;
  }

  private static void assertCoarseFollows(RawRing finer, RawRing coarser) {
    SortedMap<Long, Double> points = finer.known(NOW);
    SortedMap<Long, Double> coarse = coarser.known(NOW);
    SortedSet<Long> intervals = new TreeSet<>();
    points.keySet().forEach(t -> intervals.add(t - t % coarser.step()));
    assertThat(coarse.keySet()).isEqualTo(intervals);
    coarse.forEach(
        (t, value) -> {
          List<Double> below = List.copyOf(points.subMap(t, t + coarser.step()).values());
          double aggregate = FillModel.aggregate(AVERAGE, below, coarser.step() / finer.step());
          assertThat(FillModel.agree(aggregate, value))
              .as("%d is %s of step %d, its points make %s", t, value, coarser.step(), aggregate)
              .isTrue();
        });
  }
}
