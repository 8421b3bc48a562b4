package org.buckytools.demo;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import java.util.stream.IntStream;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.demo.Writing.Written;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;

/**
 * Hosts with an agent each in this process. The last of them is new: what it owns by now lies where
 * it was before. And every tenth metric is on all hosts, because its owner was out for a while, and
 * each half of that while went to another host.
 *
 * <p>An instance works in one directory, with agents on one port of several loopback addresses. Not
 * thread-safe.
 */
public final class ClusterDemo implements AutoCloseable {
  private static final Header HEADER =
      Header.of(
          Aggregation.LAST,
          0f,
          List.of(new Retention(1, 3600), new Retention(60, 1440), new Retention(3600, 720)));

  private static final int SPLIT = 10;
  private static final Duration BUILDING = Duration.ofSeconds(60);

  // How long ago, in seconds.
  private static final long OUTAGE = 1500;
  private static final long MIDDLE = 1100;
  private static final long OVER = 700;
  private static final long BACKLOG = 600;

  private final Path root;
  private final List<String> hosts;
  private final int port;
  private final Ring ring;
  private final Ring before;
  private final long now;
  private final List<String> metrics;
  private final List<Truth> truth = new ArrayList<>();
  private final Agent[] agents;
  private final String version;

  /**
   * Looks for a port; nothing runs yet.
   *
   * @param root an empty directory
   * @param hosts addresses of this machine, at least three
   * @param metrics how many
   * @param now the present
   * @param version of the program, which agents tell
   * @throws java.net.BindException if nobody can listen at one of the addresses
   */
  public ClusterDemo(Path root, List<String> hosts, int metrics, Instant now, String version)
      throws IOException {
    this.root = root;
    this.hosts = List.copyOf(hosts);
    this.version = version;
    this.now = now.getEpochSecond();
    this.port = FreePort.at(hosts);
    this.ring = ring(hosts);
    this.before = ring(hosts.subList(0, hosts.size() - 1));
    this.metrics = IntStream.range(0, metrics).mapToObj(ClusterDemo::metric).toList();
    this.agents = new Agent[hosts.size()];
  }

  private static String metric(int number) {
    return "servers.web%03d.load".formatted(number);
  }

  private static Ring ring(List<String> hosts) {
    List<Node> nodes = hosts.stream().map(Node::parse).toList();
    return new RingDefinition(RingKind.CARBON, nodes, 1, false).ring();
  }

  /** HOST:PORT of a host's agent. */
  public String address(int host) {
    return hosts.get(host) + ":" + port;
  }

  /** A host's tree. */
  public Path tree(int host) {
    return root.resolve(hosts.get(host));
  }

  private Path file(int host, String metric) {
    return tree(host).resolve(MetricName.of(metric).path());
  }

  private int owner(Ring whose, String metric) {
    return hosts.indexOf(whose.replicas(metric).getFirst().host());
  }

  // --- before ---

  /** Writes the hosts' files. */
  public void record() throws IOException {
    for (int host = 0; host < hosts.size(); host++) {
      Files.createDirectories(tree(host));
    }
    for (int i = 0; i < metrics.size(); i++) {
      truth.add(new Truth(i, HEADER, now));
      if (i % SPLIT == 0) {
        int owner = owner(ring, metrics.get(i));
        int first = (owner + 1) % hosts.size();
        int second = (owner + 2) % hosts.size();
        record(owner, i, time -> time < now - OUTAGE || time >= now - OVER && isPast(time));
        record(first, i, time -> time >= now - OUTAGE && time < now - MIDDLE);
        record(second, i, time -> time >= now - MIDDLE && time < now - OVER);
      } else {
        record(owner(before, metrics.get(i)), i, this::isPast);
      }
    }
  }

  /** Whether a time's point is not among those that are written later. */
  private boolean isPast(long time) {
    return time < now - BACKLOG;
  }

  private void record(int host, int number, LongPredicate sent) throws IOException {
    byte[] bytes = Host.reliable(number * 31L + host, now).file(number, HEADER, sent);
    Path file = file(host, metrics.get(number));
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
    truth.get(number).add(bytes);
  }

  // --- agents ---

  /** Starts all agents. */
  public void start() throws IOException, InterruptedException {
    for (int host = 0; host < hosts.size(); host++) {
      start(host);
    }
  }

  /** Starts a host's agent. */
  public void start(int host) throws IOException, InterruptedException {
    InetSocketAddress bind = new InetSocketAddress(hosts.get(host), port);
    agents[host] =
        Agent.start(
            AgentSettings.of(bind, hosts.get(host), tree(host), ring.definition())
                .withVersion(version),
            RequestListener.NONE);
    agents[host].awaitInventory(BUILDING);
  }

  /** Ends a host's agent. */
  public void stop(int host) throws IOException {
    if (agents[host] != null) {
      agents[host].close();
      agents[host] = null;
    }
  }

  @Override
  public void close() throws IOException {
    for (int host = 0; host < agents.length; host++) {
      stop(host);
    }
  }

  // --- meanwhile ---

  /**
   * Begins to write the points of the last minutes, as carbon does that catches up: to the host
   * that the metric was on, or to its owner if it is there no more.
   */
  public Writing write() {
    List<List<Path>> places =
        metrics.stream()
            .map(
                metric ->
                    IntStream.concat(
                            IntStream.of(owner(before, metric), owner(ring, metric)),
                            IntStream.range(0, hosts.size()))
                        .distinct()
                        .mapToObj(host -> file(host, metric))
                        .toList())
            .toList();
    return new Writing(places, now - BACKLOG, now);
  }

  /** Takes over what was written, to look for it later. */
  public void expect(Written written) {
    for (int i = 0; i < metrics.size(); i++) {
      int number = i;
      written.times(i).forEach(time -> truth.get(number).add(time, Host.signal(number, time)));
    }
  }

  // --- afterwards ---

  /** Looks for every point that is known, at the metrics' owners. */
  public Check check() throws IOException {
    long time = Clock.systemUTC().instant().getEpochSecond();
    Truth.Comparison comparison = new Truth.Comparison();
    for (int i = 0; i < metrics.size(); i++) {
      Path file = file(owner(ring, metrics.get(i)), metrics.get(i));
      if (Files.exists(file)) {
        truth.get(i).compare(file, time, comparison);
      } else {
        truth.get(i).absent(comparison);
      }
    }
    return comparison.result();
  }

  /** How many metrics were on more hosts than their owner. */
  public int split() {
    return (metrics.size() + SPLIT - 1) / SPLIT;
  }

  /**
   * The last half hour of the first metric on its owner, which was out then, without the minutes
   * that are written while the demonstration runs.
   */
  public double[] outage() throws IOException {
    Path file = file(owner(ring, metrics.getFirst()), metrics.getFirst());
    double[] values = truth.getFirst().finest(file);
    return Arrays.copyOfRange(values, values.length - 1800, values.length - (int) BACKLOG);
  }

  /** The name of that metric. */
  public String outOfOrder() {
    return metrics.getFirst();
  }
}
