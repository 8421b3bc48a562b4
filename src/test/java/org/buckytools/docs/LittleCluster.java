package org.buckytools.docs;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.client.Address;
import org.buckytools.hosts.FreePort;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.samples.WhisperBytes;

/**
 * The hosts of a document, to which happens what it tells: agents of the same port on 127.0.0.1 and
 * so on, with the trees {@code host1}, {@code host2} and so on in the document's directory.
 *
 * <p>A document tells by comments: {@code <!-- test: start carbon_ch 1 1 2 3 -->} puts metrics
 * where they belong by a ring of that kind, with that many replicas, over those hosts, and starts
 * their agents; {@code <!-- test: ring … -->} starts them, and those that run already, with another
 * ring; {@code <!-- test: lose 2 -->} ends an agent and deletes its tree; {@code <!-- test: stop 3
 * -->} only ends it.
 */
final class LittleCluster implements AutoCloseable {
  private static final int HOSTS = 4;
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Path directory;
  private final int port;
  private final Map<Integer, Agent> agents = new TreeMap<>();
  private RingDefinition ring;

  LittleCluster(Path directory) throws IOException {
    this.directory = directory;
    port = FreePort.on(HOSTS);
  }

  /** The agent that commands ask first. */
  Address first() {
    return new Address(host(1), port, false);
  }

  private static String host(int number) {
    return "127.0.0." + number;
  }

  private Path tree(int number) {
    return directory.resolve("host" + number);
  }

  /** Does what a comment says. */
  void happens(String event) throws IOException, InterruptedException {
    List<String> words = List.of(event.split(" "));
    switch (words.getFirst()) {
      case "start" -> {
        ring = definition(words);
        metrics();
        ring(words);
      }
      case "ring" -> ring(words);
      case "stop" -> agents.remove(Integer.parseInt(words.get(1))).close();
      case "lose" -> {
        int number = Integer.parseInt(words.get(1));
        agents.remove(number).close();
        delete(tree(number));
      }
      default -> throw new IllegalArgumentException("no such event: " + event);
    }
  }

  private static List<Integer> members(List<String> words) {
    return words.stream().skip(3).map(Integer::valueOf).toList();
  }

  private static RingDefinition definition(List<String> words) {
    List<Node> nodes = members(words).stream().map(LittleCluster::host).map(Node::parse).toList();
    RingKind kind = RingKind.named(words.get(1), Optional.empty());
    return new RingDefinition(kind, nodes, Integer.parseInt(words.get(2)), false);
  }

  private void ring(List<String> words) throws IOException, InterruptedException {
    Set<Integer> running = new TreeSet<>(agents.keySet());
    close();
    agents.clear();
    List<Integer> members = members(words);
    ring = definition(words);
    running.addAll(members);
    Set<String> others =
        running.stream()
            .filter(number -> !members.contains(number))
            .map(number -> host(number) + ":" + port)
            .collect(Collectors.toSet());
    for (int number : running) {
      Files.createDirectories(tree(number));
      InetSocketAddress bind =
          new InetSocketAddress(host(number), FreePort.awaited(host(number), port));
      AgentSettings settings =
          AgentSettings.of(bind, host(number), tree(number), ring)
              .withAllowed(others)
              // Nobody else writes here.
              .withTimes(PATIENCE, Duration.ofMillis(20), Duration.ZERO)
              .withVersion("0.1.0");
      Agent agent = Agent.start(settings, RequestListener.NONE);
      agents.put(number, agent);
      agent.awaitInventory(PATIENCE);
    }
  }

  private void metrics() throws IOException {
    Lookup lookup = ring.ring().lookup();
    for (int web = 1; web <= 6; web++) {
      for (String last : List.of("cpu", "load")) {
        String metric = "servers.web" + web + "." + last;
        for (Node owner : lookup.replicas(metric)) {
          write(Integer.parseInt(owner.host().substring("127.0.0.".length())), metric);
        }
      }
    }
  }

  private void write(int number, String metric) throws IOException {
    Path file = tree(number).resolve(MetricName.of(metric).path());
    Files.createDirectories(file.getParent());
    Files.write(file, WhisperBytes.with(60, 30, 20));
  }

  private static void delete(Path tree) throws IOException {
    Files.walkFileTree(
        tree,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path directory, IOException failure)
              throws IOException {
            Files.delete(directory);
            return FileVisitResult.CONTINUE;
          }
        });
  }

  @Override
  public void close() throws IOException {
    for (Agent agent : agents.values()) {
      agent.close();
    }
  }
}
