package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GivenNamesTest {
  private static final TaggedSeries SERIES = new TaggedSeries("load.5m;host=web1");

  @Test
  void areFoundAsTheyAre() {
    GivenNames names = new GivenNames(List.of("b", "a"));
    assertThat(names.stored()).containsExactly("b", "a");
    assertThat(names.take("c")).isFalse();
    assertThat(names.take("b")).isTrue();
    assertThat(names.missing()).containsExactly("a");
  }

  @Test
  void areSeriesUnderEitherName() {
    String readable = SERIES.readableName().toString();
    String hashed = SERIES.hashedName().toString();
    assertThat(new GivenNames(List.of(SERIES.text())).stored())
        .containsExactlyInAnyOrder(readable, hashed);
    for (String stored : List.of(readable, hashed)) {
      GivenNames names = new GivenNames(List.of(SERIES.text(), "a"));
      assertThat(names.missing()).containsExactly("a", SERIES.text());
      assertThat(names.take(stored)).isTrue();
      assertThat(names.missing()).containsExactly("a");
    }
  }

  @Test
  void areSeriesWhoseNameFitsInNoFileName() {
    String series = "load;host=" + "w".repeat(250);
    assertThat(new GivenNames(List.of(series)).stored())
        .containsExactly(new TaggedSeries(series).hashedName().toString());
  }

  @Test
  void areMissingIfTheyAreNoNames() {
    GivenNames names = new GivenNames(List.of(";host=web1", "a..b"));
    assertThat(names.stored()).containsExactly(";host=web1", "a..b");
    assertThat(names.missing()).hasSize(2);
  }
}
