package org.buckytools.agent;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/** An agent of a tree in a test's directory. */
final class TestAgent implements AutoCloseable {
  final Path tree;
  final Agent agent;
  final RawClient client;

  TestAgent(Path tree) throws IOException, InterruptedException {
    this(tree, settings -> settings);
  }

  TestAgent(Path tree, UnaryOperator<AgentSettings> changes)
      throws IOException, InterruptedException {
    this.tree = Files.createDirectories(tree);
    AgentSettings usual =
        AgentSettings.of(
            new InetSocketAddress("127.0.0.1", 0),
            "127.0.0.1",
            tree,
            new RingDefinition(
                RingKind.CARBON,
                List.of(Node.parse("127.0.0.1"), Node.parse("127.0.0.2")),
                1,
                false));
    agent = Agent.start(changes.apply(usual), RequestListener.NONE);
    client = new RawClient(agent.port());
    agent.awaitInventory(Duration.ofSeconds(60));
  }

  @Override
  public void close() throws IOException {
    agent.close();
  }
}
