package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.buckytools.whisper.Header;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The promises one by one, each looked at directly, not through the model. */
class FillPromisesTest {
  private static final int PAIRS = 1000;

  @TempDir private Path dir;

  static List<Named<LongFunction<FilePair>>> generators() {
    return List.of(
        Named.of("two hosts with outages", OutageGenerator::pair),
        Named.of("nothing fits together", RandomFiles::pair));
  }

  private void forRuns(LongFunction<FilePair> generator, RunCheck check) throws IOException {
    FillRun.forPairs(
        generator, PAIRS, pair -> check.on(FillRun.of(dir, pair, FillOptions.DEFAULT)));
  }

  private interface RunCheck {
    void on(FillRun run) throws IOException;
  }

  /** F1. */
  @ParameterizedTest
  @MethodSource("generators")
  void nothingKnownIsLost(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          assertThat(run.now(0)).containsAllEntriesOf(run.before(0));
          for (int archive = 1; archive < run.rings().size(); archive++) {
            SortedMap<Long, Double> before = run.before(archive);
            SortedMap<Long, Double> after = run.now(archive);
            int step = run.rings().get(archive).step();
            assertThat(after.keySet()).containsAll(before.keySet());
            Set<Long> filled = changed(run.before(archive - 1), run.now(archive - 1));
            for (long t : changed(before, after)) {
              assertThat(!before.containsKey(t) || filled.stream().anyMatch(f -> f - f % step == t))
                  .as("archive %d at %d changed though no finer point was filled", archive, t)
                  .isTrue();
            }
          }
        });
  }

  /** F2. */
  @ParameterizedTest
  @MethodSource("generators")
  void samePrecisionSameBits(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          for (int archive = 0; archive < run.rings().size(); archive++) {
            RawRing ring = run.rings().get(archive);
            RawRing source = run.pair().src().ofStep(ring.step());
            if (source == null) {
              continue;
            }
            SortedMap<Long, Double> after = run.now(archive);
            source
                .known(run.pair().now())
                .tailMap(ring.oldest(run.pair().now()))
                .forEach(
                    (t, value) -> {
                      if (!after.containsKey(t + ring.retention())
                          && !after.containsKey(t - ring.retention())) {
                        assertThat(after).containsKey(t);
                      }
                    });
            if (archive == 0) {
              changed(run.before(0), after)
                  .forEach(
                      t ->
                          assertThat(ring.bits(ring.slot(t)))
                              .isEqualTo(source.bits(source.slot(t))));
            }
          }
        });
  }

  /** F3: the finest archive gets nothing from coarser points, nor from too few finer ones. */
  @ParameterizedTest
  @MethodSource("generators")
  void nothingIsInvented(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          int step = run.rings().getFirst().step();
          RawFile src = run.pair().src();
          for (long t : changed(run.before(0), run.now(0))) {
            double value = run.now(0).get(t);
            RawRing same = src.ofStep(step);
            if (same != null) {
              assertThat(same.known(run.pair().now())).containsEntry(t, value);
              continue;
            }
            List<RawRing> finer =
                src.rings().stream()
                    .filter(ring -> ring.step() < step && step % ring.step() == 0)
                    .toList();
            assertThat(finer).isNotEmpty();
            RawRing last = finer.getLast();
            List<Double> known =
                List.copyOf(last.known(run.pair().now()).subMap(t, t + step).values());
            int total = step / last.step();
            assertThat(known).isNotEmpty();
            assertThat(known.size() / (double) total).isGreaterThanOrEqualTo(run.after().xff());
            assertThat(value).isEqualTo(FillModel.aggregate(run.after().method(), known, total));
          }
        });
  }

  /** F5: zero is a value, everywhere in the ring. */
  @ParameterizedTest
  @MethodSource("generators")
  void zeroIsAValue(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          for (int archive = 0; archive < run.rings().size(); archive++) {
            int step = run.rings().get(archive).step();
            RawRing source = run.pair().src().ofStep(step);
            SortedMap<Long, Double> after = run.now(archive);
            SortedMap<Long, Double> before = run.before(archive);
            if (archive == 0) {
              before.forEach(
                  (t, value) -> {
                    if (value == 0) {
                      assertThat(after).containsEntry(t, value);
                    }
                  });
            }
            if (source != null) {
              SortedMap<Long, Double> theirs = source.known(run.pair().now());
              RawRing ring = run.rings().get(archive);
              long last = ring.current(run.pair().now());
              for (long t : List.of(last, oldestFree(run, archive))) {
                if (t <= last && theirs.containsKey(t)) {
                  assertThat(after.containsKey(t) || after.containsKey(t + ring.retention()))
                      .as("archive %d at %d", archive, t)
                      .isTrue();
                }
              }
            }
          }
        });
  }

  /** The oldest interval, or the next one when the oldest one's slot holds the newest. */
  private static long oldestFree(FillRun run, int archive) {
    RawRing ring = run.rings().get(archive);
    long now = run.pair().now();
    boolean taken = run.now(archive).containsKey(ring.newest(now));
    return ring.oldest(now) + (taken ? ring.step() : 0);
  }

  /** F6 and F10: a slot either changes into a point that counts or keeps its bytes. */
  @ParameterizedTest
  @MethodSource("generators")
  void onlySlotsOfFilledPointsChange(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          for (int archive = 0; archive < run.rings().size(); archive++) {
            RawRing before = run.pair().dst().rings().get(archive);
            RawRing after = run.rings().get(archive);
            Set<Integer> filled = new HashSet<>();
            changed(run.before(archive), run.now(archive)).forEach(t -> filled.add(after.slot(t)));
            if (before.isEmpty() && !filled.isEmpty()) {
              // What lay in the other slots of an empty archive must not come to life.
              continue;
            }
            for (int slot = 0; slot < after.points(); slot++) {
              if (!filled.contains(slot)) {
                assertThat(after.stamp(slot)).isEqualTo(before.stamp(slot));
                assertThat(after.bits(slot)).isEqualTo(before.bits(slot));
              }
            }
          }
        });
  }

  /** F6: an empty archive that gets points gets no others than those. */
  @ParameterizedTest
  @MethodSource("generators")
  void emptyArchivesGetNoGhosts(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          for (int archive = 0; archive < run.rings().size(); archive++) {
            if (run.pair().dst().rings().get(archive).isEmpty()) {
              RawRing after = run.rings().get(archive);
              for (long t = after.oldest(run.pair().now()) - 4 * after.retention();
                  t <= after.newest(run.pair().now()) + 4 * after.retention();
                  t += after.step()) {
                Double value = t <= 0 ? null : after.stored(t);
                if (value != null && !value.isNaN()) {
                  assertThat(run.now(archive)).containsKey(t);
                }
              }
            }
          }
        });
  }

  /** F7. */
  @ParameterizedTest
  @MethodSource("generators")
  void aSecondFillWritesNothing(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          byte[] filled = Files.readAllBytes(run.dst());
          FillResult again =
              FillRun.at(run.pair().now()).fill(run.src(), run.dst(), FillOptions.DEFAULT);
          assertThat(again.outcome()).isEqualTo(FillResult.Outcome.UNCHANGED);
          assertThat(again.points()).isZero();
          assertThat(Files.readAllBytes(run.dst())).isEqualTo(filled);
        });
  }

  /** F8, where neither file can hold what the other cannot. */
  @ParameterizedTest
  @MethodSource("generators")
  void bothWaysLeaveTheUnionInBoth(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          FilePair pair = run.pair();
          FillRun.at(pair.now()).fill(run.dst(), run.src(), FillOptions.DEFAULT);
          RawFile src = RawFile.read(run.src());
          if (!pair.src().layout().equals(pair.dst().layout())) {
            return;
          }
          for (int archive = 0; archive < src.rings().size(); archive++) {
            RawRing ring = src.rings().get(archive);
            Set<Long> here = undisputed(ring, src.known(pair.now()).get(archive), pair.now());
            Set<Long> there = undisputed(ring, run.now(archive), pair.now());
            Set<Long> union = new TreeSet<>(run.before(archive).keySet());
            union.addAll(pair.src().known(pair.now()).get(archive).keySet());
            union.remove(ring.oldest(pair.now()));
            union.remove(ring.newest(pair.now()));
            assertThat(here).containsAll(union);
            assertThat(there).containsAll(union);
            if (archive == 0) {
              assertThat(here).isEqualTo(union).isEqualTo(there);
            }
          }
        });
  }

  /** Without the two intervals that share a slot: of these each file may hold another one. */
  private static Set<Long> undisputed(RawRing ring, SortedMap<Long, Double> known, long now) {
    Set<Long> times = new TreeSet<>(known.keySet());
    times.remove(ring.oldest(now));
    times.remove(ring.newest(now));
    return times;
  }

  @ParameterizedTest
  @MethodSource("generators")
  void theResultIsSound(LongFunction<FilePair> generator) throws IOException {
    forRuns(
        generator,
        run -> {
          byte[] bytes = Files.readAllBytes(run.dst());
          byte[] before = run.pair().dst().bytes();
          Header.read(ByteBuffer.wrap(bytes), bytes.length, run.dst());
          int headerSize = 16 + 12 * run.rings().size();
          assertThat(bytes).hasSameSizeAs(before);
          assertThat(ByteBuffer.wrap(bytes, 0, headerSize))
              .isEqualTo(ByteBuffer.wrap(before, 0, headerSize));
          List<String> names = new ArrayList<>();
          try (var files = Files.list(dir)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
          }
          assertThat(names).containsExactlyInAnyOrder("src.wsp", "dst.wsp");
        });
  }

  private static Set<Long> changed(SortedMap<Long, Double> before, SortedMap<Long, Double> after) {
    Set<Long> changed = new TreeSet<>();
    after.forEach(
        (t, value) -> {
          if (!value.equals(before.get(t))) {
            changed.add(t);
          }
        });
    return changed;
  }
}
