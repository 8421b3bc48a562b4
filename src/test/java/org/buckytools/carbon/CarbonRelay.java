package org.buckytools.carbon;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.hosts.FreePort;
import org.buckytools.reference.Needs;
import org.buckytools.reference.ReferenceWhisper;

/**
 * A running carbon-relay, Debian's, which sends each metric to the carbon-cache that owns it by
 * consistent hashing, and keeps what it cannot send. For one thread.
 */
public final class CarbonRelay implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/carbon-relay");
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private final Process process;
  private final Socket socket;
  private final OutputStream lines;

  private CarbonRelay(Process process, Socket socket) throws IOException {
    this.process = process;
    this.socket = socket;
    this.lines = socket.getOutputStream();
  }

  /**
   * Skips the test where Debian's graphite-carbon is missing, and says so; fails it where CI=true.
   */
  public static void require() {
    Needs.that(
        Files.isExecutable(PROGRAM), PROGRAM + " is missing; install Debian's graphite-carbon");
  }

  /**
   * Starts one and waits until it listens.
   *
   * @param root an empty directory, or that of one that has ended
   * @param destinations the nodes of its ring, HOST:PORT, in order
   */
  public static CarbonRelay start(Path root, List<String> destinations)
      throws IOException, InterruptedException {
    int port = FreePort.on(1);
    Files.writeString(root.resolve("storage-schemas.conf"), "");
    Files.writeString(root.resolve("carbon.conf"), configuration(root, port, destinations));
    Process process =
        new ProcessBuilder(
                ReferenceWhisper.PYTHON,
                PROGRAM.toString(),
                "--config=" + root.resolve("carbon.conf"),
                "--pidfile=" + root.resolve("pid"),
                "--logdir=" + root,
                "--nodaemon",
                "start")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(root.resolve("log").toFile()))
            .start();
    return new CarbonRelay(process, CarbonCache.connect(process, root, port));
  }

  private static String configuration(Path root, int port, List<String> destinations) {
    return """
    [relay]
    STORAGE_DIR = %1$s/
    CONF_DIR = %1$s/
    LOG_DIR = %1$s/
    PID_DIR = %1$s/
    USER =
    LINE_RECEIVER_INTERFACE = 127.0.0.1
    LINE_RECEIVER_PORT = %2$d
    PICKLE_RECEIVER_INTERFACE = 127.0.0.1
    PICKLE_RECEIVER_PORT = 0
    RELAY_METHOD = consistent-hashing
    REPLICATION_FACTOR = 1
    DESTINATIONS = %3$s
    MAX_QUEUE_SIZE = 10000000
    CARBON_METRIC_INTERVAL = 0
    """
        .formatted(root, port, String.join(", ", destinations));
  }

  /** Sends it a point. */
  public void send(String metric, double value, long time) throws IOException {
    lines.write((metric + " " + value + " " + time + "\n").getBytes(StandardCharsets.US_ASCII));
  }

  /** Stops it. What has not reached the carbon-caches is lost, so they are to be waited for. */
  @Override
  public void close() throws IOException {
    try {
      socket.close();
      process.destroy();
      process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly();
    }
  }
}
