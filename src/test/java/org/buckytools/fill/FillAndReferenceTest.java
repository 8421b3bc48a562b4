package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.whisper.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Graphite's own library makes of a filled file, and what its whisper-fill leaves undone. */
@RequiresReference
class FillAndReferenceTest {
  @TempDir private Path dir;

  @Test
  void theReferenceReadsWhatWasFilled(ReferenceWhisper reference) throws IOException {
    FillRun.forPairs(
        OutageGenerator::pair,
        150,
        pair -> {
          FillRun run = FillRun.of(dir, pair, FillOptions.DEFAULT);
          for (int archive = 0; archive < run.rings().size(); archive++) {
            RawRing ring = run.rings().get(archive);
            long now = pair.now();
            if (ring.retention() < now) {
              String step = String.valueOf(ring.step());
              Series series = reference.fetch(run.dst(), now - ring.retention(), now, now, step);
              // The reference shows nothing beyond now.
              assertThat(known(series)).isEqualTo(run.now(archive).headMap(ring.newest(now)));
            }
          }
        });
  }

  private static SortedMap<Long, Double> known(Series series) {
    SortedMap<Long, Double> known = new TreeMap<>();
    for (int i = 0; i < series.values().length; i++) {
      if (!Double.isNaN(series.values()[i])) {
        known.put(series.from() + (long) i * series.step(), series.values()[i]);
      }
    }
    return known;
  }

  /** What a fill left undone or spoilt in the finest archive, over all pairs. */
  private static final class Count {
    private int fillable;
    private int leftEmpty;
    private int known;
    private int changed;

    void add(FilePair pair, RawFile after) {
      RawRing ring = pair.dst().rings().getFirst();
      SortedMap<Long, Double> before = ring.known(pair.now());
      SortedMap<Long, Double> now = after.rings().getFirst().known(pair.now());
      SortedMap<Long, Double> source = pair.src().rings().getFirst().known(pair.now());
      // Without the two intervals that share a slot, in which nobody can be right.
      for (long t = ring.oldest(pair.now()) + ring.step();
          t <= ring.current(pair.now());
          t += ring.step()) {
        Double old = before.get(t);
        if (old != null) {
          known++;
          changed += old.equals(now.get(t)) ? 0 : 1;
        } else if (source.containsKey(t)) {
          fillable++;
          leftEmpty += now.containsKey(t) ? 0 : 1;
        }
      }
    }

    @Override
    public String toString() {
      return "%d of %d fillable gaps left empty, %d of %d known values changed"
          .formatted(leftEmpty, fillable, changed, known);
    }
  }

  @Test
  void leavesNothingUndoneThatTheReferenceDoes(ReferenceWhisper reference) throws IOException {
    Count ours = new Count();
    Count theirs = new Count();
    int[] refused = {0};
    FillRun.forPairs(
        OutageGenerator::pair,
        1500,
        pair -> {
          List<RawRing> src = pair.src().rings();
          List<RawRing> dst = pair.dst().rings();
          if (src.getFirst().step() != dst.getFirst().step()
              || pair.now() < 2 * Math.max(src.getLast().retention(), dst.getLast().retention())) {
            return;
          }
          ours.add(pair, FillRun.of(dir, pair, FillOptions.DEFAULT).after());
          Path from = pair.src().write(dir.resolve("src.wsp"));
          Path to = pair.dst().write(dir.resolve("dst.wsp"));
          try {
            reference.fill(from, to, pair.now());
          } catch (ReferenceFailure failure) {
            refused[0]++;
          }
          theirs.add(pair, RawFile.read(to));
        });
    System.out.println("fill:         " + ours);
    System.out.println("whisper-fill: " + theirs + ", and it failed on " + refused[0] + " pairs");
    assertThat(ours.fillable).isPositive();
    assertThat(ours.known).isPositive();
    assertThat(ours.leftEmpty).isZero();
    assertThat(ours.changed).isZero();
  }
}
