package org.buckytools.hosts;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buckytools.launcher.Run;

/**
 * Some hosts, 127.0.0.1 and the next ones, whose agents listen on one free port. For one thread.
 *
 * <p>Agents are processes of the packaged program. Closing this kills those that still run.
 */
public final class Hosts implements AutoCloseable {
  private final Path directory;
  private final int port;
  private final List<Host> all;

  private Hosts(Path directory, int port, List<Host> all) {
    this.directory = directory;
    this.port = port;
    this.all = all;
  }

  /**
   * Makes hosts without agents.
   *
   * @param directory gets a directory for each
   * @param count how many
   */
  public static Hosts in(Path directory, int count) throws IOException {
    // Otherwise the first run would do it beside what is tested.
    Run.bucky("--make-cache").go();
    Run.bucky("--make-wide-cache").go();
    int port = FreePort.on(count);
    List<Host> all = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      all.add(new Host("127.0.0." + i, port, Files.createDirectory(directory.resolve("host" + i))));
    }
    Hosts hosts = new Hosts(directory, port, List.copyOf(all));
    // Should the tests themselves be stopped.
    Runtime.getRuntime().addShutdownHook(new Thread(hosts::close));
    return hosts;
  }

  /** A port that nothing has on any of the hosts yet. */
  public int freePort() throws IOException {
    return FreePort.on(all.size());
  }

  /** The port of all agents. */
  public int port() {
    return port;
  }

  /** All of them. */
  public List<Host> all() {
    return all;
  }

  /**
   * One of them.
   *
   * @param number from 1: the last part of its address
   */
  public Host host(int number) {
    return all.get(number - 1);
  }

  /** HOST:PORT of one of them. */
  public String server(int number) {
    return host(number).address() + ":" + port;
  }

  /** Starts the agents that do not run, all with the same ring, and waits until they answer. */
  public void start(String... ring) throws IOException, InterruptedException {
    start(all, ring);
  }

  /** Starts the agents of some hosts that do not run, and waits until they answer. */
  public void start(List<Host> some, String... ring) throws IOException, InterruptedException {
    List<Host> dead = some.stream().filter(host -> !host.isAlive()).toList();
    for (Host host : dead) {
      host.kill();
      host.start(List.of(ring));
    }
    for (Host host : dead) {
      host.awaitReady();
    }
  }

  /** Ends all agents as an operator does. */
  public void stop() throws InterruptedException {
    for (Host host : all) {
      host.stop();
    }
  }

  /** A command that knows a host to ask for the others. */
  public Run bucky(String... arguments) {
    return brief(Run.bucky(arguments)).with("BUCKYHOST", server(1));
  }

  /** What runs for seconds is not worth the better compiler. */
  static Run brief(Run run) {
    return run.with("BUCKY_JAVA_OPTS", "-XX:TieredStopAtLevel=1");
  }

  /** A path for something of the test's own. */
  public Path file(String name) {
    return directory.resolve(name);
  }

  /**
   * The files in the trees that are not those of the metrics named, and lists of removals that are
   * not over; there should be none.
   */
  public List<Path> strays(List<String> metrics) throws IOException {
    List<Path> strays = new ArrayList<>();
    for (Host host : all) {
      Set<Path> known = metrics.stream().map(host::file).collect(Collectors.toSet());
      try (Stream<Path> files = Files.walk(host.tree())) {
        files.filter(Files::isRegularFile).filter(f -> !known.contains(f)).forEach(strays::add);
      }
      if (host.pendingRemovals().isEmpty()) {
        strays.remove(host.removals());
      }
    }
    return strays;
  }

  /** The hosts that have a file of a metric. */
  public List<Host> holders(String metric) {
    return all.stream().filter(host -> Files.exists(host.file(metric))).toList();
  }

  /** Empties all trees. */
  public void clear() throws IOException {
    for (Host host : all) {
      try (Stream<Path> files = Files.walk(host.tree())) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          if (!file.equals(host.tree())) {
            Files.delete(file);
          }
        }
      }
    }
  }

  /** The addresses of some hosts, as a ring's nodes. */
  public String[] nodes(int... numbers) {
    return Arrays.stream(numbers).mapToObj(n -> host(n).address()).toArray(String[]::new);
  }

  @Override
  public void close() {
    boolean wasInterrupted = false;
    for (Host host : all) {
      try {
        host.kill();
      } catch (InterruptedException stop) {
        wasInterrupted = true;
      }
    }
    if (wasInterrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
