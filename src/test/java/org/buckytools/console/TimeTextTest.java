package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeTextTest {
  private static final long TIME =
      LocalDateTime.of(2026, 3, 7, 15, 4, 9).atZone(ZoneId.systemDefault()).toEpochSecond();

  @Test
  void timesAreInTheZoneOfTheMachine() {
    assertThat(TimeText.usual().of(TIME)).isEqualTo("2026-03-07 15:04:09");
  }

  @ParameterizedTest
  @CsvSource({
    "%Y-%m-%d %H:%M:%S, 2026-03-07 15:04:09",
    "%F %T, 2026-03-07 15:04:09",
    "%y %j %I %p, 26 066 03 PM",
    "%a %A %b %B, Sat Saturday Mar March",
    "100%% o'clock %R, 100% o'clock 15:04",
    "plain, plain"
  })
  void formatsAreThoseOfStrftime(String format, String text) {
    assertThat(TimeText.strftime(format).of(TIME)).isEqualTo(text);
  }

  @Test
  void anUnknownFieldIsNamedWithThoseThatAreKnown() {
    assertThatThrownBy(() -> TimeText.strftime("%H:%Q"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'%H:%Q' has the field '%Q', known are %A %B %F");
    assertThatThrownBy(() -> TimeText.strftime("%")).isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1s",
    "90, 90s",
    "120, 2m",
    "3600, 1h",
    "86400, 1d",
    "1209600, 2w",
    "31536000, 1y"
  })
  void durationsAreWrittenAsRetentions(long seconds, String text) {
    assertThat(TimeText.exactly(seconds)).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({"0, 0 s", "119, 119 s", "120, 2 min", "7300, 2 h", "172800, 2 d", "99999999, 3 y"})
  void durationsAreRounded(long seconds, String text) {
    assertThat(TimeText.roughly(seconds)).isEqualTo(text);
  }
}
