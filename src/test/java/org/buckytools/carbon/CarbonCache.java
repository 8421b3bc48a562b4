package org.buckytools.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.buckytools.hosts.FreePort;

/**
 * A running carbon-cache with a directory of its own, which takes the lock when it writes.
 *
 * <p>carbon-cache forgets what it has not written when it is stopped, so before that we wait for
 * it. For one thread.
 */
public final class CarbonCache implements AutoCloseable {
  private static final String PROGRAM = "/usr/bin/carbon-cache";
  private static final String MOMENTS = "points.moments";

  private final Path root;
  private final CarbonDaemon daemon;
  private final WrittenPoints points;
  private long sent;

  private CarbonCache(Path root, CarbonDaemon daemon) {
    this.root = root;
    this.daemon = daemon;
    this.points = new WrittenPoints(root.resolve("points"));
  }

  /**
   * Skips the test where Debian's graphite-carbon is missing, and says so; fails it where CI=true.
   */
  public static void require() {
    CarbonDaemon.require(Path.of(PROGRAM));
  }

  /**
   * Starts one that writes as soon as it can, and waits until it listens.
   *
   * @param root an empty directory, which gets the tree {@code whisper}
   * @param retentions as in storage-schemas.conf, for all metrics
   */
  public static CarbonCache start(Path root, String retentions)
      throws IOException, InterruptedException {
    return start(root, retentions, "inf");
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param root a directory, which gets the tree {@code whisper} if it has none
   * @param retentions as in storage-schemas.conf, for all metrics
   * @param updates MAX_UPDATES_PER_SECOND; what is fewer than the metrics makes it write all the
   *     time instead of in a burst every second
   */
  public static CarbonCache start(Path root, String retentions, String updates)
      throws IOException, InterruptedException {
    return start(root, retentions, updates, new InetSocketAddress("127.0.0.1", 0));
  }

  /**
   * Starts one that writes as soon as it can what a {@link CarbonRelay} sends it, and waits until
   * it listens.
   *
   * @param root a directory, which gets the tree {@code whisper} if it has none
   * @param retentions as in storage-schemas.conf, for all metrics
   * @param relayed where the relay finds it
   */
  public static CarbonCache startBehindRelay(
      Path root, String retentions, InetSocketAddress relayed)
      throws IOException, InterruptedException {
    return start(root, retentions, "inf", relayed);
  }

  private static CarbonCache start(
      Path root, String retentions, String updates, InetSocketAddress relayed)
      throws IOException, InterruptedException {
    int port = FreePort.on(1);
    Files.writeString(
        root.resolve("storage-schemas.conf"),
        "[all]\npattern = .*\nretentions = " + retentions + "\n");
    Files.writeString(root.resolve("carbon.conf"), configuration(root, port, updates, relayed));
    String points = root.resolve("points").toString();
    return new CarbonCache(root, CarbonDaemon.start(root, port, program().toString(), points));
  }

  /** The same, which also tells {@link #moments}. */
  public static CarbonCache startTellingDigests(Path root, String retentions, String updates)
      throws IOException, InterruptedException {
    Files.createFile(root.resolve(MOMENTS));
    return start(root, retentions, updates);
  }

  private static Path program() {
    try {
      return Path.of(CarbonCache.class.getResource("telling_carbon.py").toURI());
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String configuration(
      Path root, int port, String updates, InetSocketAddress relayed) {
    return """
    [cache]
    STORAGE_DIR = %1$s/
    LOCAL_DATA_DIR = %1$s/whisper/
    CONF_DIR = %1$s/
    LOG_DIR = %1$s/
    PID_DIR = %1$s/
    USER =
    MAX_CACHE_SIZE = inf
    MAX_UPDATES_PER_SECOND = %3$s
    MAX_UPDATES_PER_SECOND_ON_SHUTDOWN = inf
    MAX_CREATES_PER_MINUTE = inf
    LINE_RECEIVER_INTERFACE = 127.0.0.1
    LINE_RECEIVER_PORT = %2$d
    PICKLE_RECEIVER_INTERFACE = %4$s
    PICKLE_RECEIVER_PORT = %5$d
    CACHE_QUERY_INTERFACE = 127.0.0.1
    CACHE_QUERY_PORT = 0
    WHISPER_LOCK_WRITES = True
    CARBON_METRIC_INTERVAL = 0
    ENABLE_TAGS = False
    """
        .formatted(root, port, updates, relayed.getHostString(), relayed.getPort());
  }

  /** Where its whisper files are. */
  public Path tree() {
    return root.resolve("whisper");
  }

  /** Sends a point. A metric gets no two of the same time. */
  public void send(String metric, double value, long time) throws IOException {
    daemon.send(metric, value, time);
    sent++;
  }

  /** What it has written so far. */
  public WrittenPoints points() {
    return points;
  }

  /** The SHA-1 that each file has had after each of its writings, by metric. */
  public Map<String, Set<String>> moments() throws IOException {
    Map<String, Set<String>> moments = new HashMap<>();
    for (String line : Files.readAllLines(root.resolve(MOMENTS))) {
      String[] words = line.split(" ");
      moments.computeIfAbsent(words[0], metric -> new HashSet<>()).add(words[1]);
    }
    return moments;
  }

  /** Waits until all that was sent is in its files, except what carbon could not write. */
  public void awaitWritten() throws IOException, InterruptedException {
    await(
        () -> {
          points.read();
          return points.written() + points.refused() >= sent;
        });
  }

  /** Waits until it has written to files so often, each counted in {@link #moments}. */
  public void awaitMoments(int count) throws IOException, InterruptedException {
    await(() -> moments().values().stream().mapToInt(Set::size).sum() >= count);
  }

  private interface Condition {
    boolean isMet() throws IOException;
  }

  private void await(Condition condition) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + CarbonDaemon.LIMIT.toNanos();
    while (!condition.isMet()) {
      assertThat(daemon.isAlive()).as("carbon-cache runs").isTrue();
      assertThat(System.nanoTime())
          .as("carbon writes in time, of %d points: %s", sent, points)
          .isLessThan(deadline);
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }

  /** Ends it as a failing host does: what it has not written is lost. */
  public void kill() throws IOException, InterruptedException {
    daemon.kill();
  }

  /** Waits until all that was sent is written, and stops it. */
  @Override
  public void close() throws IOException {
    try {
      try {
        awaitWritten();
      } finally {
        daemon.stop();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
