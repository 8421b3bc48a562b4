package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0.0",
    "-0.0, -0.0",
    "0.1, 0.1",
    "-1.5, -1.5",
    "12345678, 12345678.0",
    "1234567890123456, 1234567890123456.0",
    "1e16, 1e+16",
    "1.5e300, 1.5e+300",
    "0.0001, 0.0001",
    "0.00012, 0.00012",
    "0.00001, 1e-05",
    "4.9e-324, 5e-324",
    "1.25e-7, 1.25e-07",
    "Infinity, inf",
    "-Infinity, -inf",
    "NaN, None"
  })
  void areWrittenAsPythonWritesThem(double value, String text) {
    assertThat(Numbers.exact(value)).isEqualTo(text);
  }

  @Test
  void readTheSameValueBack() {
    Cases.run(
        20_000,
        random -> {
          double value = Double.longBitsToDouble(random.nextLong());
          if (Double.isFinite(value)) {
            assertThat(Double.parseDouble(Numbers.exact(value))).isEqualTo(value);
          }
        });
  }
}
