package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClosenessTest {
  private static final double INFINITY = Double.POSITIVE_INFINITY;

  @Test
  void aBillionthOfTheLargerIsCloseEnough() {
    assertThat(agree(1e9, 1e9 - 1)).isTrue();
    assertThat(agree(-1e9, 1 - 1e9)).isTrue();
    assertThat(agree(1e9, 1e9 - 1.001)).isFalse();
    assertThat(agree(1e-300, -1e-300)).isFalse();
    assertThat(agree(0.0, -0.0)).isTrue();
    assertThat(agree(0, Double.MIN_VALUE)).isFalse();
  }

  @Test
  void anInfinityAgreesWithItselfAndNanWithNothing() {
    assertThat(agree(INFINITY, INFINITY)).isTrue();
    assertThat(agree(INFINITY, -INFINITY)).isFalse();
    assertThat(agree(INFINITY, 1)).isFalse();
    assertThat(agree(Double.NaN, Double.NaN)).isFalse();
    assertThat(agree(Double.NaN, 1)).isFalse();
  }

  /** Which of the two comes first makes no difference. */
  private static boolean agree(double a, double b) {
    boolean result = Closeness.agree(a, b);
    assertThat(Closeness.agree(b, a)).isEqualTo(result);
    return result;
  }
}
