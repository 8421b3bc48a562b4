package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BarTest {

  @ParameterizedTest
  @CsvSource({
    "0, '    '",
    "1e-9, '▏   '",
    "0.5, '██  '",
    "0.53125, '██▏ '",
    "0.9999999, '███▉'",
    "1, '████'"
  })
  void onlyNothingIsEmptyAndOnlyAllIsFull(double share, String bar) {
    assertThat(Bar.of(share, 4)).isEqualTo(bar);
  }
}
