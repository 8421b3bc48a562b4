package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Small files worked out by hand: the known faults of older tools, and each choice of F4. */
class FillExamplesTest {
  private static final int AVERAGE = 1;
  private static final int SUM = 2;
  private static final int MAX = 4;

  /** A full hour. */
  private static final long HOUR = 1_699_999_200;

  private static final double NONE = Double.NaN;

  @TempDir private Path dir;

  /** An archive with values from a time on; NONE leaves the slot as it is. */
  private static RawRing ring(int step, int points, long from, double... values) {
    RawRing ring = new RawRing(step, points);
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        ring.put(from + (long) i * step, values[i]);
      }
    }
    return ring;
  }

  private static RawFile file(int method, double xff, RawRing... rings) {
    return new RawFile(method, (float) xff, List.of(rings));
  }

  private List<SortedMap<Long, Double>> fill(RawFile src, RawFile dst, long now)
      throws IOException {
    return fill(src, dst, now, FillOptions.DEFAULT);
  }

  private List<SortedMap<Long, Double>> fill(
      RawFile src, RawFile dst, long now, FillOptions options) throws IOException {
    FilePair pair = new FilePair(0, src, dst, now);
    List<SortedMap<Long, Double>> result = FillRun.of(dir, pair, options).after().known(now);
    assertThat(FillModel.fill(src, dst, now, options)).as("the model").isEqualTo(result);
    return result;
  }

  private static Map<Long, Double> points(int step, long from, double... values) {
    return ring(step, values.length + 1, from, values).known(from + (long) step * values.length);
  }

  @Test
  void hourlySumsDoNotAppearInMinuteData() throws IOException {
    long now = HOUR + 7200;
    // The source has lost its minutes; it remembers 600 a hour.
    RawFile src = file(SUM, 0, ring(60, 60, 0), ring(3600, 24, HOUR, 600, 600));
    double[] minutes = new double[120];
    java.util.Arrays.fill(minutes, 10);
    java.util.Arrays.fill(minutes, 20, 50, NONE);
    RawFile dst = file(SUM, 0, ring(60, 120, HOUR + 60, minutes), ring(3600, 24, 0));

    List<SortedMap<Long, Double>> result = fill(src, dst, now);

    assertThat(result.get(0)).isEqualTo(points(60, HOUR + 60, minutes));
    assertThat(result.get(1)).containsEntry(HOUR, 600.0).containsEntry(HOUR + 3600, 600.0);
  }

  @Test
  void fencePostsBesideAGapStay() throws IOException {
    RawFile src = file(AVERAGE, 0.5, ring(60, 6, HOUR, 10, 20, 30, 40, 50));
    RawFile dst = file(AVERAGE, 0.5, ring(60, 6, HOUR, 1, 2, NONE, NONE, 5));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(60, HOUR, 1, 2, 30, 40, 5));
  }

  @Test
  void oneSlotAndTheFirstAndTheLastSlotAreGapsLikeOthers() throws IOException {
    RawFile src = file(AVERAGE, 0.5, ring(60, 5, HOUR, 10, 20, 30, 40, 50));
    RawFile dst = file(AVERAGE, 0.5, ring(60, 5, HOUR, NONE, 2, NONE, 4, NONE));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(60, HOUR, 10, 2, 30, 4, 50));
  }

  @Test
  void zeroIsAValueAndNanIsNone() throws IOException {
    RawFile src = file(AVERAGE, 0.5, ring(60, 5, HOUR, 10, 0, -0.0, 40, 50));
    RawFile dst = file(AVERAGE, 0.5, ring(60, 5, HOUR, 0, NONE, NONE, -0.0));
    dst.rings().getFirst().put(HOUR + 240, Double.NaN);
    assertThat(fill(src, dst, HOUR + 250).getFirst())
        .isEqualTo(points(60, HOUR, 0, 0, -0.0, -0.0, 50));
  }

  @Test
  void oneStepIntoTheFutureCountsAndNoMore() throws IOException {
    RawFile src = file(AVERAGE, 0.5, ring(60, 5, HOUR + 120, 30, 40, 50, 60, 70));
    RawFile dst = file(AVERAGE, 0.5, ring(60, 5, 0));
    // At HOUR + 250 the newest interval is HOUR + 300; HOUR + 360 lies in the slot of HOUR + 60.
    assertThat(fill(src, dst, HOUR + 250).getFirst())
        .isEqualTo(points(60, HOUR + 120, 30, 40, 50, 60));
  }

  @Test
  void anOldLapOfTheRingIsAGap() throws IOException {
    RawFile src = file(AVERAGE, 0.5, ring(60, 5, HOUR - 300, 1, 2, 3, 4, 5));
    src.rings().getFirst().put(HOUR + 60, 20);
    RawFile dst = file(AVERAGE, 0.5, ring(60, 5, HOUR - 300, 6, 7, 8, 9, 10));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(60, HOUR + 60, 20));
  }

  @Test
  void aCoarseValueFollowsItsPoints() throws IOException {
    RawFile src = file(AVERAGE, 0.4, ring(60, 10, HOUR, NONE, NONE, 6, 8, 10), ring(300, 10, 0));
    RawFile dst = file(AVERAGE, 0.4, ring(60, 10, HOUR, 2, 4), ring(300, 10, HOUR, 3));
    assertThat(fill(src, dst, HOUR + 420).get(1)).isEqualTo(points(300, HOUR, 6));
  }

  @Test
  void aCoarseValueThatKnowsMoreThanItsPointsStays() throws IOException {
    // 3.5 came from points that the destination has lost since.
    RawFile src = file(AVERAGE, 0.4, ring(60, 10, HOUR, NONE, NONE, 6, 8, 10), ring(300, 10, 0));
    RawFile dst = file(AVERAGE, 0.4, ring(60, 10, HOUR, 2, 4), ring(300, 10, HOUR, 3.5));
    assertThat(fill(src, dst, HOUR + 420).get(1)).isEqualTo(points(300, HOUR, 3.5));
  }

  @Test
  void theSourcesCoarseValueThatKnowsMoreIsTaken() throws IOException {
    RawFile src = file(MAX, 0, ring(60, 10, HOUR, 1, 2), ring(300, 10, HOUR, 99));
    RawFile dst = file(MAX, 0, ring(60, 10, HOUR, NONE, NONE, 3), ring(300, 10, 0));
    List<SortedMap<Long, Double>> result = fill(src, dst, HOUR + 420);
    assertThat(result.get(0)).isEqualTo(points(60, HOUR, 1, 2, 3));
    assertThat(result.get(1)).isEqualTo(points(300, HOUR, 99));
  }

  @Test
  void theSourcesCoarseValueYieldsToMorePoints() throws IOException {
    // Each host saw a part; the source's sum of its own part is no longer the sum.
    RawFile src = file(SUM, 0, ring(60, 10, HOUR, 1, 2), ring(300, 10, HOUR, 3));
    RawFile dst = file(SUM, 0, ring(60, 10, HOUR, NONE, NONE, 4, 8), ring(300, 10, 0));
    assertThat(fill(src, dst, HOUR + 420).get(1)).isEqualTo(points(300, HOUR, 15));
  }

  @Test
  void withTooFewPointsTheSourcesCoarseValueIsTaken() throws IOException {
    RawFile src = file(SUM, 0.1, ring(60, 10, HOUR, 1), ring(300, 10, HOUR, 1));
    RawFile dst = file(SUM, 0.5, ring(60, 10, 0), ring(300, 10, 0));
    assertThat(fill(src, dst, HOUR + 420).get(1)).isEqualTo(points(300, HOUR, 1));
  }

  @Test
  void finerPointsOfTheSourceAreAggregated() throws IOException {
    RawFile src =
        file(AVERAGE, 0, ring(10, 30, HOUR, 1, 2, 3, 4, 5, 6, 7, 8, 9, NONE, NONE, NONE, 13, 14));
    RawFile dst = file(SUM, 0.5, ring(60, 10, 0));
    // Two of six are too few.
    assertThat(fill(src, dst, HOUR + 170).getFirst()).isEqualTo(points(60, HOUR, 21, 24));
  }

  @Test
  void coarserPointsAreTakenOnlyWhenAsked() throws IOException {
    RawFile src = file(AVERAGE, 0, ring(60, 5, HOUR + 60, 7), ring(300, 10, HOUR, 5));
    RawFile dst = file(AVERAGE, 0, ring(60, 5, HOUR + 180, 3));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(60, HOUR + 60, 7, NONE, 3));
    assertThat(fill(src, dst, HOUR + 250, FillOptions.DEFAULT.withFromCoarser(true)).getFirst())
        .isEqualTo(points(60, HOUR, 5, 7, 5, 3, 5));
  }

  @Test
  void aWindowIncludesBothItsEnds() throws IOException {
    RawFile src = file(AVERAGE, 0, ring(60, 6, HOUR, 1, 2, 3, 4, 5), ring(300, 10, HOUR, 3));
    RawFile dst = file(AVERAGE, 0, ring(60, 6, 0), ring(300, 10, 0));
    List<SortedMap<Long, Double>> result =
        fill(src, dst, HOUR + 250, FillOptions.DEFAULT.withWindow(HOUR + 60, HOUR + 180));
    assertThat(result.get(0)).isEqualTo(points(60, HOUR + 60, 2, 3, 4));
    // The five minutes begin before the window, but points below them have come.
    assertThat(result.get(1)).isEqualTo(points(300, HOUR, 3));
  }

  /** Slot 0 is unwritten, so nothing in the archive counts, nor may it when there is a base. */
  @Test
  void whatLiesInAnEmptyArchiveStaysUnknown() throws IOException {
    RawFile src = file(SUM, 0, ring(60, 5, HOUR + 240, 5), ring(300, 10, 0));
    RawFile dst = file(SUM, 0, ring(60, 5, 0), ring(300, 10, 0));
    // Where HOUR + 60 belongs once HOUR + 240 is in slot 0.
    dst.rings().getFirst().set(2, HOUR + 60, Double.doubleToRawLongBits(100));
    List<SortedMap<Long, Double>> result = fill(src, dst, HOUR + 250);
    assertThat(result.get(0)).isEqualTo(points(60, HOUR + 240, 5));
    assertThat(result.get(1)).isEqualTo(points(300, HOUR, 5));
  }

  @Test
  void pointsOfAStepThatDoesNotDivideGiveNothing() throws IOException {
    RawFile src = file(SUM, 0, ring(40, 10, HOUR, 1, 2, 3, 4, 5, 6));
    RawFile dst = file(SUM, 0, ring(60, 5, HOUR, 7));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(60, HOUR, 7));
  }

  @Test
  void aWholeLapOfFinerPointsMakesOnePoint() throws IOException {
    RawFile src = file(SUM, 1, ring(60, 5, HOUR, 1, 2, 3, 4, 5));
    RawFile dst = file(SUM, 1, ring(300, 1, 0));
    assertThat(fill(src, dst, HOUR + 250).getFirst()).isEqualTo(points(300, HOUR, 15));
  }

  @Test
  void theOldestCoarseValueFollowsItsPointsToo() throws IOException {
    RawFile src = file(AVERAGE, 0.4, ring(60, 6, HOUR, NONE, NONE, 6, 8, 10), ring(300, 2, 0));
    RawFile dst = file(AVERAGE, 0.4, ring(60, 6, HOUR, 2, 4), ring(300, 2, HOUR, 3));
    assertThat(fill(src, dst, HOUR + 310).get(1)).isEqualTo(points(300, HOUR, 6));
  }

  @Test
  void aWindowEndsBeforeTheNextPointAlsoWhereFinerOnesAreAggregated() throws IOException {
    double[] ones = new double[30];
    java.util.Arrays.fill(ones, 1);
    RawFile src = file(SUM, 0, ring(10, 60, HOUR, ones));
    RawFile dst = file(SUM, 0, ring(60, 6, 0));
    FillOptions window = FillOptions.DEFAULT.withWindow(HOUR + 60, HOUR + 120);
    assertThat(fill(src, dst, HOUR + 250, window).getFirst())
        .isEqualTo(points(60, HOUR + 60, 6, 6));
  }

  /** The interval one step ahead has the oldest one's slot, but the window ends before it. */
  @Test
  void whatIsOutsideTheWindowTakesNoSlot() throws IOException {
    RawFile src = file(AVERAGE, 0, ring(60, 10, HOUR, 1, 2, 3, 4, 5, 6));
    RawFile dst = file(AVERAGE, 0, ring(60, 5, HOUR + 60, 9));
    FillOptions window = FillOptions.DEFAULT.withWindow(0, HOUR + 250);
    assertThat(fill(src, dst, HOUR + 250, window).getFirst())
        .isEqualTo(points(60, HOUR, 1, 9, 3, 4, 5));
  }

  /** The slot of 1970's first second is unwritten, which is no value, and is the next lap's. */
  @Test
  void nothingIsKnownOf1970sFirstSecond() throws IOException {
    RawFile src = file(AVERAGE, 0, ring(60, 5, 60, 1, 2, 3, 4, 5));
    RawFile dst = file(AVERAGE, 0, ring(60, 5, 60, 1));
    assertThat(fill(src, dst, 250).getFirst()).isEqualTo(points(60, 60, 1, 2, 3, 4, 5));
  }

  /** A multiple of 5 and of 15, and the last time that 32 bits hold. */
  @Test
  void theLastSecondOf2106IsFilled() throws IOException {
    long last = 0xffff_ffffL;
    RawFile src = file(SUM, 0, ring(5, 10, last - 20, 1, 2, 3, 4, 5));
    RawFile same = file(SUM, 0, ring(5, 10, last - 20, 1));
    assertThat(fill(src, same, last).getFirst()).isEqualTo(points(5, last - 20, 1, 2, 3, 4, 5));
    RawFile coarser = file(SUM, 0, ring(15, 10, 0));
    assertThat(fill(src, coarser, last).getFirst()).isEqualTo(points(15, last - 30, 1, 9, 5));
  }
}
