package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.access.TlsFiles;
import org.buckytools.agent.http.Limits;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.Test;

/** That each option of an agent gets to where it has its effect, which has tests of its own. */
class AgentCommandTest {
  private static final RingDefinition RING =
      new RingDefinition(RingKind.CARBON, List.of(Node.parse("a")), 1, false);

  private static AgentSettings settings(String... words) throws Exception {
    Syntax syntax = new Syntax();
    AgentCommand command = new AgentCommand(syntax);
    assertThat(new PlainParser(syntax).parse(List.of(words))).isTrue();
    syntax.validate();
    return command.settings("a", RING);
  }

  @Test
  void usual() throws Exception {
    AgentSettings settings = settings();
    assertThat(settings.limits()).isEqualTo(Limits.USUAL);
    assertThat(settings.settle()).isEqualTo(AgentSettings.USUAL_SETTLE);
    assertThat(settings.rescan()).isEqualTo(AgentSettings.USUAL_RESCAN);
    assertThat(settings.sparse()).isFalse();
    assertThat(settings.tls()).isEmpty();
    assertThat(settings.carbon()).isEmpty();
    assertThat(settings.cache()).isEmpty();
    assertThat(settings.allowed()).isEmpty();
    assertThat(settings.bind().getAddress().isLoopbackAddress()).isTrue();
  }

  @Test
  void limits() throws Exception {
    assertThat(
            settings(
                    "--max-body", "2",
                    "--max-header", "3",
                    "--max-lines", "4",
                    "--max-requests", "5",
                    "--max-connections", "6",
                    "--max-connections-per-peer", "7",
                    "--idle-timeout", "8",
                    "--min-rate", "9")
                .limits())
        .isEqualTo(
            new Limits(
                2 << 20, 3 << 10, 4, 5, 6, 7, Duration.ofSeconds(8), Limits.USUAL.grace(), 9));
  }

  @Test
  void times() throws Exception {
    AgentSettings settings = settings("--settle", "1", "--rescan", "2", "--lock-timeout", "3");
    assertThat(settings.settle()).isEqualTo(Duration.ofMillis(1));
    assertThat(settings.rescan()).isEqualTo(Duration.ofMinutes(2));
    assertThat(settings.patience()).isEqualTo(Duration.ofSeconds(3));
  }

  @Test
  void treeAndPlaces() throws Exception {
    AgentSettings settings =
        settings(
            "-p",
            "/tree",
            "--sparse",
            "--cache-path",
            "/list",
            "--carbon",
            "c:2003",
            "-b",
            "127.0.0.1:99",
            "--allow-agent",
            "b",
            "--allow-agent",
            "c:1");
    assertThat(settings.prefix()).isEqualTo(Path.of("/tree"));
    assertThat(settings.sparse()).isTrue();
    assertThat(settings.cache()).contains(Path.of("/list"));
    assertThat(settings.carbon()).contains(InetSocketAddress.createUnresolved("c", 2003));
    assertThat(settings.bind().getPort()).isEqualTo(99);
    assertThat(settings.allowed()).containsExactlyInAnyOrder("b", "c:1");
    assertThat(settings.node()).isEqualTo("a");
  }

  @Test
  void tls() throws Exception {
    assertThat(
            settings(
                    "--tls-cert",
                    "/c",
                    "--tls-key",
                    "/k",
                    "--tls-client-ca",
                    "/who",
                    "--tls-ca",
                    "/peers")
                .tls())
        .contains(
            new TlsFiles(
                Path.of("/c"),
                Path.of("/k"),
                Optional.of(Path.of("/who")),
                Optional.of(Path.of("/peers"))));
    assertThatThrownBy(() -> settings("--tls-cert", "/c"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--tls-key");
    assertThatThrownBy(() -> settings("--tls-client-ca", "/c"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("--tls-cert");
  }
}
