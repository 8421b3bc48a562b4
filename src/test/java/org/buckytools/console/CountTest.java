package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CountTest {
  @Test
  void isSingularForOneAlone() {
    assertThat(Count.of(0, "metric")).isEqualTo("0 metrics");
    assertThat(Count.of(1, "metric")).isEqualTo("1 metric");
    assertThat(Count.of(2, "metric")).isEqualTo("2 metrics");
    assertThat(Count.of(1, "version is", "versions are")).isEqualTo("1 version is");
    assertThat(Count.of(21, "version is", "versions are")).isEqualTo("21 versions are");
  }
}
