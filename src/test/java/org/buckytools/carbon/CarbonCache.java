package org.buckytools.carbon;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.whisper.WhisperFormat;

/**
 * A running carbon-cache with a directory of its own, which takes the lock when it writes.
 *
 * <p>carbon-cache forgets what it has not written when it is stopped, so before that we wait for
 * it.
 */
final class CarbonCache implements AutoCloseable {
  private static final String PROGRAM = "/usr/bin/carbon-cache";
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Path root;
  private final Process process;
  private final Socket socket;
  private final OutputStream lines;
  private final Map<String, Long> newest = new HashMap<>();

  private CarbonCache(Path root, Process process, Socket socket) throws IOException {
    this.root = root;
    this.process = process;
    this.socket = socket;
    this.lines = socket.getOutputStream();
  }

  /**
   * Skips the test where Debian's graphite-carbon is missing, and says so; fails it where CI=true.
   */
  static void require() {
    boolean isThere = Files.isExecutable(Path.of(PROGRAM));
    String reason = PROGRAM + " is missing; install Debian's graphite-carbon";
    if ("true".equals(System.getenv("CI"))) {
      assertThat(isThere).as(reason).isTrue();
    }
    assumeTrue(isThere, reason);
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param root an empty directory
   * @param retentions as in storage-schemas.conf, for all metrics
   */
  static CarbonCache start(Path root, String retentions) throws IOException, InterruptedException {
    int port = freePort();
    Files.writeString(
        root.resolve("storage-schemas.conf"),
        "[all]\npattern = .*\nretentions = " + retentions + "\n");
    Files.writeString(root.resolve("carbon.conf"), configuration(root, port));
    Process process =
        new ProcessBuilder(
                PROGRAM,
                "--config=" + root.resolve("carbon.conf"),
                "--pidfile=" + root.resolve("pid"),
                "--logdir=" + root,
                "--nodaemon",
                "start")
            .redirectErrorStream(true)
            .redirectOutput(root.resolve("log").toFile())
            .start();
    return new CarbonCache(root, process, connect(process, root, port));
  }

  private static String configuration(Path root, int port) {
    return """
    [cache]
    STORAGE_DIR = %1$s/
    LOCAL_DATA_DIR = %1$s/whisper/
    CONF_DIR = %1$s/
    LOG_DIR = %1$s/
    PID_DIR = %1$s/
    USER =
    MAX_CACHE_SIZE = inf
    MAX_UPDATES_PER_SECOND = inf
    MAX_CREATES_PER_MINUTE = inf
    LINE_RECEIVER_INTERFACE = 127.0.0.1
    LINE_RECEIVER_PORT = %2$d
    PICKLE_RECEIVER_INTERFACE = 127.0.0.1
    PICKLE_RECEIVER_PORT = 0
    CACHE_QUERY_INTERFACE = 127.0.0.1
    CACHE_QUERY_PORT = 0
    WHISPER_LOCK_WRITES = True
    CARBON_METRIC_INTERVAL = 0
    ENABLE_TAGS = False
    """
        .formatted(root, port);
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  private static Socket connect(Process process, Path root, int port)
      throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    while (true) {
      try {
        return new Socket(InetAddress.getLoopbackAddress(), port);
      } catch (IOException notYet) {
        boolean isOver = process.waitFor(50, TimeUnit.MILLISECONDS);
        if (isOver || System.nanoTime() > deadline) {
          process.destroyForcibly();
          throw new AssertionError(
              "carbon-cache does not listen: " + Files.readString(root.resolve("log")), notYet);
        }
      }
    }
  }

  /** Where its whisper files are. */
  Path tree() {
    return root.resolve("whisper");
  }

  /** Sends a point. */
  void send(String metric, double value, long time) throws IOException {
    newest.put(metric, time);
    lines.write((metric + " " + value + " " + time + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  private Path file(String metric) {
    return tree().resolve(metric.replace('.', '/') + WhisperFormat.SUFFIX);
  }

  private boolean isWritten(String metric, long time) throws IOException {
    if (!Files.exists(file(metric))) {
      return false;
    }
    try (Database database = Database.openToRead(file(metric), LIMIT)) {
      Archive finest = database.header().archives().getFirst();
      double[] value = new double[1];
      database.slots(0).copy(finest.interval(time), value, 1);
      return !Double.isNaN(value[0]);
    } catch (UnsoundException beingCreated) {
      // carbon creates files under their names, with the header first.
      return false;
    }
  }

  /** Waits until the newest point of each metric is in its file. */
  void awaitWritten() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + LIMIT.toNanos();
    for (Map.Entry<String, Long> point : newest.entrySet()) {
      while (!isWritten(point.getKey(), point.getValue())) {
        assertThat(System.nanoTime()).as("carbon writes %s in time", point).isLessThan(deadline);
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** Waits until all that was sent is written, and stops it. */
  @Override
  public void close() throws IOException {
    try {
      awaitWritten();
      socket.close();
      process.destroy();
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
          .as("carbon-cache ends in time")
          .isTrue();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
