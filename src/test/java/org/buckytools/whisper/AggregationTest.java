package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggregationTest {
  private static final double GAP = Double.NaN;

  @ParameterizedTest
  @CsvSource({
    "1, average, 1",
    "2, sum, 4",
    "3, last, 2",
    "4, max, 7",
    "5, min, -9",
    "6, avg_zero, 0.8",
    "7, absmax, -9",
    "8, absmin, 2"
  })
  void eachHasItsNumberItsNameAndItsResult(int id, String name, double result) {
    Aggregation method = Aggregation.named(name);
    assertThat(method.id()).isEqualTo(id);
    assertThat(method.label()).isEqualTo(name);
    assertThat(Aggregation.ofId(id)).isSameAs(method);
    double[] values = {99, 4, -9, GAP, 7, 2, 99};
    assertThat(method.aggregate(values, 1, 5, 0.5f, new double[5])).isEqualTo(result);
    assertThat(method.aggregate(new double[] {4, -9, 7, 2}, 4, 5)).isEqualTo(result);
  }

  @Test
  void whoIsUnknownIsToldTheNames() {
    assertThatThrownBy(() -> Aggregation.named("mean"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "unknown aggregation method 'mean'; known are average, sum, last, max, min, avg_zero,"
                + " absmax, absmin");
    assertThat(Aggregation.ofId(0)).isNull();
    assertThat(Aggregation.ofId(9)).isNull();
    assertThat(Aggregation.ofId((1L << 32) + 1)).isNull();
  }

  @Test
  void exactlyXffIsEnough() {
    double[] values = {1, GAP, 3, GAP};
    assertThat(sum(values, 0.5f)).isEqualTo(4);
    assertThat(sum(values, Math.nextUp(0.5f))).isNaN();
    assertThat(sum(values, 1)).isNaN();
    assertThat(sum(new double[] {1, 2}, 1)).isEqualTo(3);
  }

  /** 3 of 10 are fewer than 0.3 as a file holds it, a float a little above. */
  @Test
  void theShareIsComparedAsTheFileHoldsIt() {
    double[] values = {1, 1, 1, GAP, GAP, GAP, GAP, GAP, GAP, GAP};
    assertThat(sum(values, 0.3f)).isNaN();
    assertThat(sum(values, Math.nextDown(0.3f))).isEqualTo(3);
  }

  @Test
  void nothingKnownIsNothingWhateverXff() {
    assertThat(sum(new double[] {GAP, GAP}, 0)).isNaN();
    assertThat(sum(new double[] {GAP, 5}, 0)).isEqualTo(5);
  }

  /** Zeros of either sign are equal, and so are 5 and -5 in their distance from zero. */
  @ParameterizedTest
  @CsvSource({"max, 0.0, -0.0", "min, 0.0, -0.0", "absmax, 5, -5", "absmin, 5, -5"})
  void ofEqualCandidatesTheOldestIsTaken(String name, double one, double other) {
    Aggregation method = Aggregation.named(name);
    assertThat(Double.compare(method.aggregate(new double[] {one, other}, 2, 2), one)).isZero();
    assertThat(Double.compare(method.aggregate(new double[] {other, one}, 2, 2), other)).isZero();
  }

  private static double sum(double[] values, float xff) {
    return Aggregation.SUM.aggregate(values, 0, values.length, xff, new double[values.length]);
  }
}
