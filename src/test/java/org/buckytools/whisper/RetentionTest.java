package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RetentionTest {
  @Test
  void aListIsReadAndPutInOrder() {
    List<Retention> list = Retention.parseList("1h:2y,60s:1d, 5m:2w");
    assertThat(list)
        .containsExactly(
            new Retention(60, 1440), new Retention(300, 4032), new Retention(3600, 17_520));
    assertThat(list).asString().isEqualTo("[60:1440, 300:4032, 3600:17520]");
    assertThat(list.getLast().seconds()).isEqualTo(2 * 365 * 86_400);
  }

  @Test
  void halfAPointIsNone() {
    assertThat(Retention.parse("7s:1m")).isEqualTo(new Retention(7, 8));
  }

  @Test
  void theLargestNumbersThatAFileHoldsAreRead() {
    assertThat(Retention.parse("2147483647:1")).isEqualTo(new Retention(Integer.MAX_VALUE, 1));
    assertThat(Retention.parse("1:2147483647")).isEqualTo(new Retention(1, Integer.MAX_VALUE));
    assertThat(Retention.parse("1s:2147483647s")).isEqualTo(new Retention(1, Integer.MAX_VALUE));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60     | retention '60' cannot be read: it has no ':'; write STEP:DURATION, for example 60s:1d
          0:10   | retention '0:10' cannot be read: its step is 0
          60:0   | retention '60:0' cannot be read: it keeps no point
          1d:1h  | retention '1d:1h' cannot be read: it keeps no point
          a:1d   | retention 'a:1d' cannot be read: 'a' is not a number with a unit (s, m, h, d, w, y)
          60:    | retention '60:' cannot be read: '' is not a number with a unit (s, m, h, d, w, y)
          1q:1d  | retention '1q:1d' cannot be read: 'q' is not a unit; use s, m, h, d, w or y
          1:9y:2 | retention '1:9y:2' cannot be read: '9y:2' is not a number with a unit (s, m, h, d, w, y)
          2147483648:1 | retention '2147483648:1' cannot be read: it is too large for a whisper file
          1:2147483648 | retention '1:2147483648' cannot be read: it is too large for a whisper file
          1:100y | retention '1:100y' cannot be read: it is too large for a whisper file
          """)
  void whatCannotBeReadIsNamed(String text, String message) {
    assertThatThrownBy(() -> Retention.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60:10,60:20   | archive 0 (60:10) and archive 1 (60:20) are not in order of growing steps
          60:10,90:20   | archive 0 (60:10) and archive 1 (90:20): the finer step does not divide the coarser
          60:10,120:5   | archive 0 (60:10) and archive 1 (120:5): the coarser does not reach further back
          60:10,660:9   | archive 0 (60:10) and archive 1 (660:9): the finer has too few points to make one of the coarser
          1:60,60:9,90:9| archive 1 (60:9) and archive 2 (90:9): the finer step does not divide the coarser
          """)
  void whatDoesNotFitTogetherIsNamed(String list, String fault) {
    assertThatThrownBy(() -> Retention.parseList(list))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("these retentions do not fit together: " + fault);
  }

  @Test
  void noneIsTooFew() {
    assertThatThrownBy(() -> Retention.check(List.of()))
        .hasMessage("these retentions do not fit together: there is none");
  }

  @Test
  void nothingBelowOne() {
    assertThatThrownBy(() -> new Retention(0, 1)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Retention(1, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Retention(-60, 10))
        .hasMessage("a retention needs at least 1 second per point and 1 point, not -60:10");
  }
}
