package org.buckytools.cluster;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.client.Address;
import org.buckytools.client.FaultyAgent;
import org.buckytools.client.PlainBuckyd;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;

/**
 * Agents on 127.0.0.1, 127.0.0.2 and so on, at one port, each over a tree of its own; all of ours,
 * or all plain buckyds.
 */
public final class TestCluster implements AutoCloseable {
  private final Path root;
  private final int size;
  private final int replicas;
  private final int[] faulty;
  private final int port;
  private final Map<Integer, SocketChannel> reserved = new HashMap<>();
  private final List<AutoCloseable> agents = new ArrayList<>();

  /** What the agents are. */
  public enum Kind {
    /** Without any extension. */
    BUCKYD,
    /** Ours. */
    OURS
  }

  /** So many hosts without agents; those that are named will misbehave. */
  public TestCluster(Path root, int size, int replicas, int... faulty) throws IOException {
    this.root = root;
    this.size = size;
    this.replicas = replicas;
    this.faulty = faulty;
    port = reserve();
    for (int i = 1; i <= size; i++) {
      Files.createDirectories(tree(i));
    }
  }

  /** Starts the agents; those of ours have seen what lies in their trees then. */
  public TestCluster start(Kind kind) throws IOException, InterruptedException {
    String[] hosts =
        IntStream.rangeClosed(1, size).mapToObj(TestCluster::host).toArray(String[]::new);
    for (int i = 1; i <= size; i++) {
      int number = i;
      if (IntStream.of(faulty).noneMatch(one -> one == number)) {
        reserved.get(i).close();
        agents.add(kind == Kind.OURS ? ours(i, hosts) : buckyd(i, hosts));
      }
    }
    return this;
  }

  private PlainBuckyd buckyd(int number, String[] hosts) throws IOException {
    return new PlainBuckyd(host(number), port, tree(number))
        .ring(host(number), "carbon", replicas, hosts);
  }

  private Agent ours(int number, String[] hosts) throws IOException, InterruptedException {
    List<Node> nodes = Stream.of(hosts).map(Node::parse).toList();
    AgentSettings settings =
        AgentSettings.of(
            new InetSocketAddress(host(number), port),
            host(number),
            tree(number),
            new RingDefinition(RingKind.CARBON, nodes, replicas, false));
    Agent agent = Agent.start(settings, RequestListener.NONE);
    agent.awaitInventory(Duration.ofSeconds(20));
    return agent;
  }

  /** Binds one free port on all hosts without listening, so that nobody else gets it. */
  private int reserve() throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        int free = 0;
        for (int i = 1; i <= size; i++) {
          SocketChannel channel = SocketChannel.open();
          reserved.put(i, channel);
          channel.bind(new InetSocketAddress(host(i), free));
          free = ((InetSocketAddress) channel.getLocalAddress()).getPort();
        }
        return free;
      } catch (BindException taken) {
        release();
        if (attempt == 20) {
          throw taken;
        }
      }
    }
  }

  private void release() throws IOException {
    for (SocketChannel channel : reserved.values()) {
      channel.close();
    }
  }

  /** The address of the host of that number, from 1. */
  public static String host(int number) {
    return "127.0.0." + number;
  }

  /** HOST:PORT of that host. */
  public Address address(int number) {
    return new Address(host(number), port, false);
  }

  /** The agent of that host; they are numbered without those that misbehave. */
  public PlainBuckyd agent(int place) {
    return (PlainBuckyd) agents.get(place - 1);
  }

  /** Lets one misbehave. */
  public FaultyAgent faulty(int number, FaultyAgent.Behaviour behaviour) throws IOException {
    reserved.get(number).close();
    FaultyAgent agent = new FaultyAgent(host(number), port, behaviour);
    agents.add(agent);
    return agent;
  }

  /** The tree of that host. */
  public Path tree(int number) {
    return root.resolve("tree" + number);
  }

  /** Puts a file into a tree. */
  public Path put(int number, String metric, byte[] bytes) throws IOException {
    Path file = tree(number).resolve(MetricName.of(metric).path());
    Files.createDirectories(file.getParent());
    return Files.write(file, bytes);
  }

  @Override
  public void close() throws IOException {
    release();
    for (AutoCloseable agent : agents) {
      try {
        agent.close();
      } catch (Exception e) {
        throw new IOException(e);
      }
    }
  }
}
