package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.hosts.FreePort;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/** An agent of a tree in a test's directory. */
final class TestAgent implements AutoCloseable {
  private static final Duration LONG = Duration.ofSeconds(60);

  final Path tree;
  final Agent agent;
  final RawClient client;

  TestAgent(Path tree) throws IOException, InterruptedException {
    this(tree, settings -> settings);
  }

  TestAgent(Path tree, UnaryOperator<AgentSettings> changes)
      throws IOException, InterruptedException {
    this(tree, "127.0.0.1", 0, changes);
  }

  TestAgent(Path tree, String host, int port, UnaryOperator<AgentSettings> changes)
      throws IOException, InterruptedException {
    this(tree, host, port, changes, RequestListener.NONE);
  }

  TestAgent(
      Path tree,
      String host,
      int port,
      UnaryOperator<AgentSettings> changes,
      RequestListener listener)
      throws IOException, InterruptedException {
    this.tree = Files.createDirectories(tree);
    RingDefinition ring =
        new RingDefinition(
            RingKind.CARBON,
            List.of(Node.parse("127.0.0.1"), Node.parse("127.0.0.2"), Node.parse("127.0.0.3")),
            1,
            false);
    // It may be started again at the port that it has.
    int ours = port == 0 ? FreePort.on(3) : FreePort.awaited(host, port);
    AgentSettings usual =
        AgentSettings.of(new InetSocketAddress(host, ours), host, tree, ring)
            .withTimes(LONG, Duration.ofMillis(50), Duration.ZERO);
    agent = Agent.start(changes.apply(usual), listener);
    client = new RawClient(host, agent.port());
    agent.awaitInventory(LONG);
  }

  /** As other agents name it. */
  String address() {
    return client.host() + ":" + agent.port();
  }

  /** Stores a metric. */
  void put(String name, byte[] content) throws IOException {
    RawClient.Answer answer =
        client.send(
            "PUT",
            "/metrics/" + name,
            content,
            "Content-Type: application/octet-stream",
            Databases.stat(name, content.length));
    assertThat(answer.status()).isEqualTo(200);
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }
}
