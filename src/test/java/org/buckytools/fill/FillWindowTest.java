package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** F11: a window, looked at directly. */
class FillWindowTest {
  private static final int PAIRS = 1000;

  @TempDir private Path dir;

  /** In the finest archive. */
  private static FillOptions middleOf(FilePair pair) {
    RawRing ring = pair.dst().rings().getFirst();
    long length = ring.retention();
    return FillOptions.DEFAULT.withWindow(
        Math.max(0, pair.now() - length * 2 / 3), Math.max(0, pair.now() - length / 3));
  }

  /** The finest archive without the two intervals that share a slot: which wins depends. */
  private static SortedMap<Long, Double> undisputed(RawFile file, long now) {
    RawRing ring = file.rings().getFirst();
    SortedMap<Long, Double> known = new TreeMap<>(ring.known(now));
    known.remove(ring.oldest(now));
    known.remove(ring.newest(now));
    return known;
  }

  @Test
  void outsideTheWindowGapsStayAndInsideAllAreFilled() throws IOException {
    FillRun.forPairs(
        OutageGenerator::pair,
        PAIRS,
        pair -> {
          FillOptions window = middleOf(pair);
          FillRun whole = FillRun.of(dir, pair, FillOptions.DEFAULT);
          FillRun run = FillRun.of(dir, pair, window);
          SortedMap<Long, Double> expected = undisputed(whole.after(), pair.now());
          expected.tailMap(window.end() + 1).clear();
          expected.headMap(window.start()).clear();
          expected.putAll(undisputed(pair.dst(), pair.now()));
          assertThat(undisputed(run.after(), pair.now())).isEqualTo(expected);
        });
  }

  @Test
  void windowsSideBySideFillAsMuchAsOne() throws IOException {
    FillRun.forPairs(
        OutageGenerator::pair,
        PAIRS,
        pair -> {
          FillRun whole = FillRun.of(dir, pair, FillOptions.DEFAULT);
          FillOptions middle = middleOf(pair);
          FillRun run = FillRun.of(dir, pair, middle);
          Fill fill = FillRun.at(pair.now());
          fill.fill(run.src(), run.dst(), middle.withWindow(middle.end() + 1, Long.MAX_VALUE));
          if (middle.start() > 0) {
            fill.fill(run.src(), run.dst(), middle.withWindow(0, middle.start() - 1));
          }
          assertThat(undisputed(RawFile.read(run.dst()), pair.now()))
              .isEqualTo(undisputed(whole.after(), pair.now()));
        });
  }

  @Test
  void aWindowWithoutAnyPointWritesNothing() throws IOException {
    FillRun.forPairs(
        OutageGenerator::pair,
        PAIRS,
        pair -> {
          FillOptions future =
              FillOptions.DEFAULT.withWindow(2 * pair.now() + 100_000, Long.MAX_VALUE);
          FillRun run = FillRun.of(dir, pair, future);
          assertThat(run.result().outcome()).isEqualTo(FillResult.Outcome.UNCHANGED);
          assertThat(run.after().bytes()).isEqualTo(pair.dst().bytes());
        });
  }
}
