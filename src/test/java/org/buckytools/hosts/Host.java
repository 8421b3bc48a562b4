package org.buckytools.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.launcher.Run;
import org.buckytools.tree.HiddenFiles;

/** One host: an address, a tree, and an agent that can be started and killed. For one thread. */
public final class Host {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ATTEMPTS = 3000;

  private final String address;
  private final int port;
  private final Path root;
  private String bound;
  private Path tree;
  private Process agent;

  Host(String address, int port, Path root) throws IOException {
    this.address = address;
    this.port = port;
    this.root = root;
    bound = address;
    tree = Files.createDirectories(root.resolve("whisper"));
  }

  /** Its name in the ring. */
  public String address() {
    return address;
  }

  /** Where its whisper files are. */
  public Path tree() {
    return tree;
  }

  /** Puts its tree elsewhere, such as on a small disk. */
  public void moveTree(Path place) {
    tree = place;
  }

  /** Has the agent listen at another address of the same port, so that a proxy can take its own. */
  public void listenAt(String other) {
    bound = other;
  }

  /** The file of a metric, whether it is there or not. */
  public Path file(String metric) {
    return tree.resolve(metric.replace('.', '/') + ".wsp");
  }

  /** The agent's list of what it has hidden. */
  Path removals() {
    return tree.resolve(HiddenFiles.REMOVALS);
  }

  /** The numbers of hidden files that the list says are not settled. */
  public Set<String> pendingRemovals() throws IOException {
    Set<String> pending = new HashSet<>();
    if (Files.exists(removals())) {
      for (String line : Files.readAllLines(removals())) {
        String[] fields = line.split("\t");
        if (fields.length < 3 || !fields[0].equals(checksum(line))) {
          // A full disk, or the agent's end, has cut it off.
          continue;
        }
        if (fields[1].equals("+")) {
          pending.add(fields[2]);
        } else {
          pending.remove(fields[2]);
        }
      }
    }
    return pending;
  }

  private static String checksum(String line) {
    CRC32 sum = new CRC32();
    sum.update(line.substring(line.indexOf('\t') + 1).getBytes(StandardCharsets.UTF_8));
    return "%08x".formatted(sum.getValue());
  }

  /** What the agent has said, for messages. */
  public Path log() {
    return root.resolve("agent.log");
  }

  /** Starts a carbon-cache that writes to the tree. */
  public CarbonCache carbon(String retentions, String updates)
      throws IOException, InterruptedException {
    return CarbonCache.start(root, retentions, updates);
  }

  /** Starts a carbon-cache that writes to the tree what a relay sends to that port. */
  public CarbonCache carbonBehindRelay(String retentions, int relayed)
      throws IOException, InterruptedException {
    return CarbonCache.startBehindRelay(root, retentions, new InetSocketAddress(address, relayed));
  }

  /**
   * Starts the agent, and does not wait for it.
   *
   * @param ring the ring's options and nodes
   */
  void start(List<String> ring) {
    assertThat(agent).as("the agent that runs on %s", address).isNull();
    List<String> arguments =
        new ArrayList<>(
            List.of("agent", "-b", bound + ":" + port, "-n", address, "-p", tree.toString()));
    arguments.addAll(ring);
    agent = Hosts.brief(Run.bucky(arguments.toArray(String[]::new))).start(log());
  }

  /**
   * Waits until the agent has ended all removals. One that met a full disk tries again at growing
   * intervals, and ends nothing before.
   */
  public void awaitSettled() throws IOException, InterruptedException {
    for (int attempt = 1; !pendingRemovals().isEmpty(); attempt++) {
      boolean isOver = agent.waitFor(20, TimeUnit.MILLISECONDS);
      if (isOver || attempt == ATTEMPTS) {
        throw new AssertionError(
            "the agent of " + address + " does not settle: " + Files.readString(removals()));
      }
    }
  }

  /** Waits until the agent answers. */
  void awaitReady() throws IOException, InterruptedException {
    // Counted, as a machine that stands still does not bring an agent up.
    for (int attempt = 1; !answers(); attempt++) {
      boolean isOver = agent.waitFor(20, TimeUnit.MILLISECONDS);
      if (isOver || attempt == ATTEMPTS) {
        agent.destroyForcibly();
        throw new AssertionError(
            "the agent of " + address + " does not answer: " + Files.readString(log()));
      }
    }
  }

  private boolean answers() throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection)
            URI.create("http://" + bound + ":" + port + "/hashring").toURL().openConnection();
    connection.setConnectTimeout(1000);
    connection.setReadTimeout((int) LIMIT.toMillis());
    try {
      return connection.getResponseCode() == HttpURLConnection.HTTP_OK;
    } catch (IOException notYet) {
      return false;
    } finally {
      connection.disconnect();
    }
  }

  /** Whether there is an agent that has not ended. */
  public boolean isAlive() {
    return agent != null && agent.isAlive();
  }

  /** Kills the agent as a loss of power to it would, and waits until it is gone. */
  public void kill() throws InterruptedException {
    if (agent != null) {
      agent.destroyForcibly().waitFor();
      agent = null;
    }
  }

  /** Asks the agent to end, and waits until it has. */
  public void stop() throws InterruptedException {
    if (agent != null) {
      agent.destroy();
      if (!agent.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        agent.destroyForcibly().waitFor();
        throw new AssertionError("the agent of " + address + " does not end when asked to");
      }
      agent = null;
    }
  }

  @Override
  public String toString() {
    return address;
  }
}
