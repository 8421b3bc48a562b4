package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.console.Screen;
import org.buckytools.metric.TaggedSeries;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LocateCommandTest {

  private static final String RING =
      "--hash carbon_ch --replicas 2 --nodes graphite1,graphite2:2004=b,c";
  private static final TaggedSeries SERIES = new TaggedSeries("load.5m;host=web1");

  @TempDir Path directory;
  private final Screen screen = new Screen();

  private ExitCode run(String line) {
    return new Bucky(screen.console()).run(List.of(("locate " + line).split(" ")));
  }

  @Test
  void printsTheOwnersInTheirOrder() {
    assertThat(run(RING + " servers.web1.load a.b")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("servers.web1.load => c,graphite1\na.b => c,graphite1\n");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void printsJson() throws IOException {
    assertThat(run(RING + " --json a.b carbon.agents.x.y")).isEqualTo(ExitCode.OK);
    assertThat(new ObjectMapper().readTree(screen.out()))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    """
                    [{"metric": "a.b", "location": "ring",
                      "owners": [{"host": "c", "port": 0, "instance": ""},
                                 {"host": "graphite1", "port": 0, "instance": ""}]},
                     {"metric": "carbon.agents.x.y", "location": "local", "owners": []}]
                    """));
  }

  @Test
  void aSeriesIsLocatedByAnyOfItsNamesIfItCanBeKnown() throws IOException {
    Path list = Files.writeString(directory.resolve("series"), SERIES.text() + "\n");
    String names = SERIES.text() + " " + SERIES.readableName() + " " + SERIES.hashedName();
    assertThat(run(RING + " --series " + list + " " + names)).isEqualTo(ExitCode.OK);
    assertThat(screen.out().lines().map(line -> line.replaceFirst(".* => ", "")).distinct())
        .hasSize(1);
  }

  @Test
  void whatCannotBeKnownIsSaid() {
    assertThat(run(RING + " a " + SERIES.hashedName())).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).endsWith(SERIES.hashedName() + " => (location unknown)\n");
    assertThat(screen.err()).contains("location unknown: 1 stored under a hash; list the tagged");
    assertThat(run(RING + " " + SERIES.hashedName())).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void carbonsOwnMetricsAreLocal() {
    assertThat(run(RING + " --carbon-prefix c carbon.agents.x.y c.agents.x.y"))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .contains("carbon.agents.x.y => graphite", "c.agents.x.y => (written l");
  }

  @Test
  void goesOnAfterAWrongName() {
    assertThat(run(RING + " a..b a.b")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .startsWith("bucky locate: 'a..b' is not a metric name: it has an empty");
    assertThat(screen.out()).isEqualTo("a.b => c,graphite1\n");
  }

  @Test
  void takesTheRingOfARelay() throws IOException {
    String conf =
        "cluster x carbon_ch replication 2 graphite1 graphite2=b c; cluster y fnv1a_ch d;";
    Path file = Files.writeString(directory.resolve("relay.conf"), conf);
    assertThat(run("--ring-from " + file + " a.b")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("several rings, the clusters x, y; name one of them");
    assertThat(run("--ring-from " + file + " --cluster x a.b")).isEqualTo(ExitCode.OK);
    assertThat(run("--ring-from " + file + " --cluster y a.b")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("a.b => c,graphite1\na.b => d\n");
    assertThat(run("--ring-from " + directory + "/none a.b")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("none: no such file");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "--hash carbon_ch a | the nodes of the ring are missing",
        "--nodes x a | --hash is missing; give one of carbon_ch, fnv1a_ch, mmh3_ch, jump_fnv1a_ch",
        "--hash md5 --nodes x a | 'md5' is no hash of a ring",
        "--hash mmh3_ch --relay c-relay --nodes x a | there is no mmh3_ch of c-relay, only of"
            + " carbon",
        "--hash carbon_ch --relay buckyd --nodes x a | 'buckyd' is none of carbon, c-relay",
        "--hash carbon_ch --nodes x,,y a | a node has no host",
        "--hash carbon_ch --nodes x:0 a | '0' is no port",
        "--hash carbon_ch --nodes x,x a | are the same to carbon_ch of carbon",
        "--hash carbon_ch --replicas 0 --nodes x a | '0' is not a whole number",
        "--hash fnv1a_ch --diverse --nodes x a | has no diverse replicas",
        "--hash fnv1a_ch --replicas 2 --nodes x a | carbon-c-relay refuses that",
        "--ring-from f --nodes x a | --ring-from says all of the ring",
        "--cluster c --hash carbon_ch --nodes x a | --cluster says which ring of --ring-from"
      })
  void wrongUseIsExplained(String line, String reason) {
    assertThat(run(line)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains(reason).contains("Try 'bucky locate --help'.");
  }
}
