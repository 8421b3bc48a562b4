package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SparklineTest {

  private static final double NO = Double.NaN;

  @Test
  void risesWithTheValues() {
    assertThat(Sparkline.of(new double[] {0, 1, 2, 3, 4, 5, 6, 7}, 8)).isEqualTo("▁▂▃▄▅▆▇█");
    assertThat(Sparkline.of(new double[] {-1, NO, 1}, 8)).isEqualTo("▁ █");
  }

  @Test
  void drawsAFlatLineInTheMiddle() {
    assertThat(Sparkline.of(new double[] {5, 5}, 8)).isEqualTo("▅▅");
  }

  @Test
  void averagesWhatDoesNotFit() {
    assertThat(Sparkline.of(new double[] {0, 0, NO, NO, NO, 8, 4, 4}, 4)).isEqualTo("▁ █▅");
  }

  @Test
  void bearsNothingAndExtremes() {
    assertThat(Sparkline.of(new double[0], 8)).isEmpty();
    assertThat(Sparkline.of(new double[] {NO, NO}, 8)).isEqualTo("  ");
    assertThat(Sparkline.of(new double[] {-Double.MAX_VALUE, Double.MAX_VALUE}, 8)).isEqualTo("▁█");
  }
}
