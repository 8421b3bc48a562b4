package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoutedNamesTest {

  private static final String SERIES = "disk.used;datacenter=dc1;rack=a1;server=web01.größe";

  @TempDir Path directory;

  @Test
  void aPlainMetricIsRoutedByItsName() {
    assertThat(new RoutedNames("carbon").routedBy(MetricName.of("a.b"))).contains("a.b");
  }

  @Test
  void aSeriesIsRoutedByItselfAndNotByItsPath() {
    MetricName stored = new TaggedSeries(SERIES).readableName();
    assertThat(stored.toString())
        .endsWith(".disk_DOT_used;datacenter=dc1;rack=a1;server=web01_DOT_größe");
    assertThat(new RoutedNames("carbon").routedBy(stored)).contains(SERIES);
  }

  @Test
  void aHashedSeriesIsKnownFromAListOnly() throws IOException {
    MetricName stored = new TaggedSeries(SERIES).hashedName();
    assertThat(stored.toString())
        .matches("_tagged\\.([0-9a-f]{3})\\.([0-9a-f]{3})\\.\\1\\2[0-9a-f]{58}");
    assertThat(new RoutedNames("carbon").routedBy(stored)).isEmpty();

    Path list = Files.writeString(directory.resolve("series"), "a;b=c\n\n" + SERIES + " \n");
    assertThat(new RoutedNames("carbon", list).routedBy(stored)).contains(SERIES);
  }

  @Test
  void aWrongListIsRefused() throws IOException {
    Path list = Files.writeString(directory.resolve("series"), "a;b=c\nplain.metric\n");
    assertThatThrownBy(() -> new RoutedNames("carbon", list))
        .isInstanceOf(IOException.class)
        .hasMessage(list + ": line 2: 'plain.metric' is not a tagged series: write NAME;TAG=VALUE");
  }

  @Test
  void carbonsOwnMetricsAreWrittenLocally() {
    RoutedNames names = new RoutedNames("carbon");
    assertThat(names.isWrittenLocally(MetricName.of("carbon.agents.web1-a.cpuUsage"))).isTrue();
    assertThat(names.isWrittenLocally(MetricName.of("carbon.relays.web1-a.cpuUsage"))).isFalse();
    assertThat(names.isWrittenLocally(MetricName.of("carbon.agentsx.y"))).isFalse();
    RoutedNames others = new RoutedNames("dc1.carbon");
    assertThat(others.isWrittenLocally(MetricName.of("dc1.carbon.agents.x.y"))).isTrue();
    assertThat(others.isWrittenLocally(MetricName.of("carbon.agents.x.y"))).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a", ";a=b", "a;b=\nc"})
  void whatIsNoSeriesIsRefused(String text) {
    assertThatThrownBy(() -> new TaggedSeries(text)).isInstanceOf(InvalidNameException.class);
  }

  @Test
  void carbonStoresItThere() throws IOException, InterruptedException {
    Needs.that(
        Files.exists(Path.of("/usr/lib/python3/dist-packages/carbon/util.py")),
        "there is no Python module carbon; install Debian's package graphite-carbon");
    String script =
        "import sys; from carbon.util import TaggedSeries as T\n"
            + "for hashed in (False, True): print(T.encode(sys.argv[1], '.', hashed))";
    ProcessBuilder builder = new ProcessBuilder("/usr/bin/python3", "-c", script, SERIES);
    builder.environment().put("PYTHONUTF8", "1");
    Process python = builder.start();
    List<String> stored = python.inputReader(StandardCharsets.UTF_8).lines().toList();
    assertThat(python.waitFor()).isZero();
    TaggedSeries series = new TaggedSeries(SERIES);
    assertThat(stored)
        .containsExactly(series.readableName().toString(), series.hashedName().toString());
  }

  @Test
  void bytesAreRoutedAsTextsAre() throws IOException {
    Path list = Files.writeString(directory.resolve("series"), SERIES + "\n");
    RoutedNames names = new RoutedNames("carbon", list);
    RoutedNames.Keys keys = names.keys();
    for (MetricName name :
        List.of(
            MetricName.of("a.größe"),
            MetricName.of("carbon.agents.x"),
            MetricName.of("carbon.agentsx.x"),
            MetricName.of("carbon"),
            MetricName.of("_tagged"),
            new TaggedSeries(SERIES).readableName(),
            new TaggedSeries(SERIES).hashedName(),
            new TaggedSeries("un;known=1").hashedName())) {
      byte[] bytes = (name + "behind").getBytes(StandardCharsets.UTF_8);
      int length = bytes.length - 6;
      assertThat(names.isWrittenLocally(bytes, length)).isEqualTo(names.isWrittenLocally(name));
      assertThat(keys.find(bytes, length)).isEqualTo(names.routedBy(name).isPresent());
      names
          .routedBy(name)
          .ifPresent(
              expected ->
                  assertThat(new String(keys.bytes(), 0, keys.length(), StandardCharsets.UTF_8))
                      .isEqualTo(expected));
    }
  }
}
