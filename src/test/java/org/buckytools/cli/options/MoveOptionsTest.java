package org.buckytools.cli.options;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buckytools.client.Address;
import org.buckytools.cluster.relocation.Settings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

class MoveOptionsTest {
  private static MoveOptions parse(String... arguments) {
    Syntax syntax = new Syntax();
    MoveOptions options = MoveOptions.on(syntax);
    CommandSpec spec = CommandSpec.create();
    PicocliSyntax picocli = new PicocliSyntax(syntax, spec);
    new CommandLine(spec).parseArgs(arguments);
    picocli.takeValues();
    return options;
  }

  @Test
  void withoutOptionsNothingIsLimitedOrTold() {
    MoveOptions options = parse();

    assertThat(options.settings(12)).isEqualTo(Settings.USUAL.withStreams(4));
    assertThat(options.noop()).isFalse();
    assertThat(options.offload()).isFalse();
    assertThat(options.journal()).isEmpty();
    assertThat(options.failures()).isEmpty();
    assertThat(options.tolerance()).isZero();
    assertThat(options.asksGoCarbon()).isFalse();
    assertThat(options.graphite()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "2, 1", "3, 1", "4, 2", "12, 4", "100, 34"})
  void workersSetHowManyRequestsAHostGets(int workers, int streams) {
    assertThat(parse().settings(workers).streams()).isEqualTo(streams);
  }

  @Test
  void ratesBecomeSettings() {
    Settings settings =
        parse("--metrics-per-second", "7.5", "--megabytes-per-second", "0.25").settings(3);

    assertThat(settings.metricsPerSecond()).isEqualTo(7.5);
    assertThat(settings.bytesPerSecond()).isEqualTo(250_000);
    for (String rate : List.of("0", "-1", "NaN", "x", "1e99")) {
      assertThatThrownBy(() -> parse("--metrics-per-second", rate)).hasMessageContaining(rate);
    }
  }

  @Test
  void whomToAskAndTell() {
    MoveOptions options =
        parse(
            ("--no-op --offload --journal j --metric-err-file e"
                    + " --error-tolerance 3 --go-carbon-health-check --go-carbon-protocol https"
                    + " --go-carbon-port 81 --go-carbon-cache-threshold 0.5"
                    + " --go-carbon-health-check-interval 5 --graphite-endpoint g:2003"
                    + " --graphite-metrics-prefix p.q --graphite-stat-interval 9")
                .split(" "));

    assertThat(options.noop()).isTrue();
    assertThat(options.offload()).isTrue();
    assertThat(options.journal()).contains(Path.of("j"));
    assertThat(options.failures()).contains(Path.of("e"));
    assertThat(options.tolerance()).isEqualTo(3);
    assertThat(options.asksGoCarbon()).isTrue();
    assertThat(options.goCarbonProtocol()).isEqualTo("https");
    assertThat(options.goCarbonPort()).isEqualTo(81);
    assertThat(options.goCarbonShare()).isEqualTo(0.5);
    assertThat(options.goCarbonInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(options.graphite()).contains(Address.parse("g:2003"));
    assertThat(options.graphitePrefix()).isEqualTo("p.q");
    assertThat(options.graphiteInterval()).isEqualTo(Duration.ofSeconds(9));
  }
}
