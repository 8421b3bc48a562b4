package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.client.Address;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentNames;
import org.buckytools.client.ClientSettings;
import org.buckytools.client.NameQuery;
import org.buckytools.console.Console;
import org.buckytools.console.Terminal;
import org.buckytools.hosts.FreePort;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/** Agents at 127.0.0.1 and the next addresses, in this process, and commands that ask them. */
final class CommandedCluster implements AutoCloseable {
  private final List<Path> trees = new ArrayList<>();
  private final Agent[] agents;
  private final RingDefinition ring;
  private final int port;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private byte[] out = {};

  CommandedCluster(Path directory, int hosts, int replicas)
      throws IOException, InterruptedException {
    agents = new Agent[hosts];
    port = FreePort.on(hosts);
    ring =
        new RingDefinition(
            RingKind.CARBON,
            IntStream.rangeClosed(1, hosts).mapToObj(i -> Node.parse("127.0.0." + i)).toList(),
            replicas,
            false);
    for (int i = 0; i < hosts; i++) {
      trees.add(Files.createDirectories(directory.resolve("host" + (i + 1))));
      start(i + 1);
    }
  }

  /** Starts the agent of a host, counted from 1. */
  void start(int host) throws IOException, InterruptedException {
    start(host, "127.0.0." + host);
  }

  /** Starts the agent of a host at another address, so that something else can take its own. */
  void start(int host, String address) throws IOException, InterruptedException {
    InetSocketAddress bind = new InetSocketAddress(address, FreePort.awaited(address, port));
    AgentSettings settings = AgentSettings.of(bind, "127.0.0." + host, tree(host), ring);
    agents[host - 1] = Agent.start(settings, RequestListener.NONE);
    agents[host - 1].awaitInventory(Duration.ofSeconds(60));
  }

  /** Ends the agent of a host. */
  void stop(int host) throws IOException {
    if (agents[host - 1] != null) {
      agents[host - 1].close();
      agents[host - 1] = null;
    }
  }

  /** Puts a host's tree elsewhere. */
  void moveTree(int host, Path place) throws IOException, InterruptedException {
    stop(host);
    trees.set(host - 1, place);
    start(host);
  }

  int port() {
    return port;
  }

  Path tree(int host) {
    return trees.get(host - 1);
  }

  Path file(int host, String metric) {
    return tree(host).resolve(metric.replace('.', '/') + ".wsp");
  }

  /** The hosts that own a metric. */
  List<Integer> owners(String metric) {
    return ring.ring().replicas(metric).stream()
        .map(node -> Integer.parseInt(node.host().substring("127.0.0.".length())))
        .toList();
  }

  /** Writes a file, whoever owns it. */
  void write(int host, String metric, byte[] content) throws IOException {
    Files.createDirectories(file(host, metric).getParent());
    Files.write(file(host, metric), content);
  }

  /** Has agents look at their trees again. */
  void rescan() throws IOException, InterruptedException {
    for (int host = 1; host <= agents.length; host++) {
      Address address = new Address("127.0.0." + host, port, false);
      try (AgentClient client = new AgentClient(address, ClientSettings.usual());
          AgentNames names = client.names(NameQuery.ALL, true)) {
        while (names.next()) {
          assertThat(names.length()).isPositive();
        }
      }
    }
  }

  ExitCode run(Object... arguments) {
    return run(new byte[0], arguments);
  }

  /** Runs a command with standard input. */
  ExitCode run(byte[] input, Object... arguments) {
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    try {
      return run(input, data, arguments);
    } finally {
      out = data.toByteArray();
    }
  }

  /** Runs a command with standard input and output. */
  ExitCode run(byte[] input, OutputStream data, Object... arguments) {
    err.reset();
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    Console console =
        new Console(
            new ByteArrayInputStream(input),
            data,
            err,
            Map.of("BUCKYHOST", "127.0.0.1:" + port),
            Terminal.NONE);
    return new Bucky(console).run(words);
  }

  /** What the last command wrote to standard output. */
  byte[] out() {
    return out;
  }

  /** What the last command wrote to standard error. */
  String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws IOException {
    for (int host = 1; host <= agents.length; host++) {
      stop(host);
    }
  }
}
