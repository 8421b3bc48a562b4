package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.concurrent.atomic.AtomicLong;
import org.buckytools.fill.FillResult.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a fill leaves is, bit for bit, what the slow model says. */
class FillAgainstModelTest {
  private static final int SUM = 2;
  private static final long LARGE_NOW = 1_750_000_000;

  @TempDir private Path dir;

  @Test
  void filesOfTwoHostsWithOutages() throws IOException {
    FillRun.forPairs(OutageGenerator::pair, 3000, pair -> compare(pair, FillOptions.DEFAULT));
  }

  @Test
  void filesInWhichNothingFitsTogether() throws IOException {
    FillRun.forPairs(RandomFiles::pair, 3000, pair -> compare(pair, FillOptions.DEFAULT));
  }

  @Test
  void windowsAndCoarserSources() throws IOException {
    FillRun.forPairs(OutageGenerator::pair, 1500, pair -> compare(pair, options(pair)));
    FillRun.forPairs(RandomFiles::pair, 1500, pair -> compare(pair, options(pair)));
  }

  @Test
  void filesOfSeveralPages() throws IOException {
    FillRun.forPairs(
        seed -> OutageGenerator.largePair(seed, LARGE_NOW),
        30,
        pair -> compare(pair, FillOptions.DEFAULT));
  }

  /** What one file leaves in memory must not reach the next, be that larger or smaller. */
  @Test
  void oneAfterTheOther() throws IOException {
    AtomicLong now = new AtomicLong();
    Fill fill = new Fill(() -> Instant.ofEpochSecond(now.get()), FillRun.PATIENCE);
    FillRun.forPairs(
        seed -> seed % 2 == 0 ? OutageGenerator.pair(seed) : RandomFiles.pair(seed),
        200,
        pair -> {
          now.set(pair.now());
          Path src = pair.src().write(dir.resolve("src.wsp"));
          Path dst = pair.dst().write(dir.resolve("dst.wsp"));
          FillOptions options = options(pair);
          fill.fill(src, dst, options);
          assertThat(RawFile.read(dst).known(pair.now()))
              .isEqualTo(FillModel.fill(pair.src(), pair.dst(), pair.now(), options));

          Files.delete(dst);
          FillOptions window = options.withWindow(pair.now() / 2, pair.now());
          fill.fill(src, dst, window);
          assertThat(RawFile.read(dst).known(pair.now()))
              .isEqualTo(FillModel.fill(pair.src(), empty(pair.src()), pair.now(), window));
        });
  }

  private static RawFile empty(RawFile like) {
    List<RawRing> rings =
        like.rings().stream().map(ring -> new RawRing(ring.step(), ring.points())).toList();
    return new RawFile(like.method(), like.xff(), rings);
  }

  private static FillOptions options(FilePair pair) {
    Random random = new Random(pair.seed());
    FillOptions options = FillOptions.DEFAULT;
    if (random.nextInt(3) > 0) {
      long longest = pair.dst().rings().getLast().retention();
      long start = Math.max(0, pair.now() - (long) (longest * random.nextDouble()));
      // Often both on a multiple of a step, where a fence post would show.
      RawRing ring = pair.dst().rings().get(random.nextInt(pair.dst().rings().size()));
      start -= random.nextBoolean() ? start % ring.step() : 0;
      long length = (long) ring.step() * random.nextInt(ring.points());
      options = options.withWindow(start, random.nextInt(4) == 0 ? Long.MAX_VALUE : start + length);
    }
    boolean sums = pair.src().method() == SUM || pair.dst().method() == SUM;
    return options.withFromCoarser(!sums && random.nextBoolean());
  }

  private void compare(FilePair pair, FillOptions options) throws IOException {
    FillRun run = FillRun.of(dir, pair, options);
    List<SortedMap<Long, Double>> expected =
        FillModel.fill(pair.src(), pair.dst(), pair.now(), options);
    long points = 0;
    for (int archive = 0; archive < expected.size(); archive++) {
      SortedMap<Long, Double> before = run.before(archive);
      assertThat(run.now(archive))
          .as("archive %d with %s", archive, options)
          .isEqualTo(expected.get(archive));
      points +=
          expected.get(archive).entrySet().stream()
              .filter(point -> !point.getValue().equals(before.get(point.getKey())))
              .count();
    }
    assertThat(run.result())
        .isEqualTo(
            new FillResult(
                points == 0 ? Outcome.UNCHANGED : Outcome.FILLED,
                points,
                pair.src().bytes().length + pair.dst().bytes().length,
                FillResult.Source.LEFT));
  }
}
