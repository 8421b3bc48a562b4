package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MetricNameTest {

  @ParameterizedTest
  @CsvSource({
    "load, load.wsp",
    "servers.web1.cpu-0, servers/web1/cpu-0.wsp",
    "a b.c(d)*.größe%, a b/c(d)*/größe%.wsp",
    "_tagged.0ab.3c1.load_DOT_5m;host=web1, _tagged/0ab/3c1/load_DOT_5m;host=web1.wsp",
    "wsp, wsp.wsp"
  })
  void goesToItsPathAndBack(String name, String path) {
    assertThat(MetricName.of(name).path()).isEqualTo(Path.of(path));
    assertThat(MetricName.ofPath(Path.of(path))).isEqualTo(MetricName.of(name));
    assertThat(MetricName.of(name)).hasToString(name).hasSameHashCodeAs(MetricName.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".a", "a.", "a..b", ".", "a...b", "../x"})
  void anEmptySegmentIsRefused(String name) {
    assertThatThrownBy(() -> MetricName.of(name))
        .isInstanceOf(InvalidNameException.class)
        .message()
        .matches(".*(empty segment|holds a slash).*");
  }

  @Test
  void whatCouldLeaveTheTreeOrSpoilATerminalIsRefused() {
    refused("", "'' is not a metric name: it is empty");
    refused("a/b", "it holds a slash");
    refused("/etc/passwd", "it holds a slash");
    refused("a\0b", "'a\\u0000b' is not a metric name: it holds the control character \\u0000");
    refused("a\nb", "control character \\u000a");
    refused("a\033[2J", "control character \\u001b");
    refused("a\u007f", "control character \\u007f");
    refused("a\u0085", "control character \\u0085");
    refused("a\ud800b", "it is not valid UTF-8");
    refused("a\udc00", "it is not valid UTF-8");
  }

  private static void refused(String name, String reason) {
    assertThatThrownBy(() -> MetricName.of(name))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void whatFitsNoFileNameIsRefused() {
    String longest = "ü".repeat(125);
    assertThat(MetricName.of("a".repeat(255) + "." + longest)).isNotNull();
    refused("a".repeat(256) + ".b", "a segment is longer than 255 bytes");
    refused("b." + longest + "ü", "a segment is longer than 251 bytes");
    String segments = "abcdefghi.".repeat(349);
    assertThat(MetricName.of(segments + "123456")).isNotNull();
    refused(segments + "1234567", "it is longer than 3500 bytes");
  }

  @Test
  void aMessageIsShortAndPrintable() {
    assertThatThrownBy(() -> MetricName.of("x".repeat(100_000))).message().hasSizeLessThan(500);
  }

  @ParameterizedTest
  @CsvSource({
    "a/b.c.wsp, a dot stands for a directory",
    "a.b/c.wsp, a dot stands for a directory",
    "a/.wsp, empty segment",
    ".hidden.wsp, a dot stands for a directory",
    "../a.wsp, a dot stands for a directory",
    "a/b.txt, it must end in .wsp",
    "/a/b.wsp, it must end in .wsp"
  })
  void pathsWhereNoMetricIsLookedForAreRefused(String path, String reason) {
    assertThatThrownBy(() -> MetricName.ofPath(Path.of(path)))
        .isInstanceOf(InvalidNameException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void tellsTheSeriesOfATaggedName() {
    MetricName tagged = MetricName.of("_tagged.0ab.3c1.load_DOT_5m;host=web1_DOT_x");
    assertThat(tagged.isTagged()).isTrue();
    assertThat(tagged.series()).contains("load.5m;host=web1.x");

    MetricName hashed = MetricName.of("_tagged.0ab.3c1.0ab3c1d0e5");
    assertThat(hashed.isTagged()).isTrue();
    assertThat(hashed.series()).isEmpty();

    assertThat(MetricName.of("a.b").isTagged()).isFalse();
    assertThat(MetricName.of("a.b").series()).isEmpty();
  }

  @Test
  void sortsByTheBytesOfTheName() {
    assertThat(MetricName.of("a.b")).isLessThan(MetricName.of("a.c"));
    assertThat(MetricName.of("\uffee")).isLessThan(MetricName.of("\ud83d\ude00"));
  }
}
