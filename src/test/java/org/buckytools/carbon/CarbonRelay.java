package org.buckytools.carbon;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.hosts.FreePort;

/**
 * A running carbon-relay, Debian's, which sends each metric to the carbon-cache that owns it by
 * consistent hashing, and keeps what it cannot send. For one thread.
 */
public final class CarbonRelay implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/bin/carbon-relay");

  private final CarbonDaemon daemon;

  private CarbonRelay(CarbonDaemon daemon) {
    this.daemon = daemon;
  }

  /**
   * Skips the test where Debian's graphite-carbon is missing, and says so; fails it where CI=true.
   */
  public static void require() {
    CarbonDaemon.require(PROGRAM);
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
    return new CarbonRelay(CarbonDaemon.start(root, port, PROGRAM.toString()));
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
    daemon.send(metric, value, time);
  }

  /** Stops it. What has not reached the carbon-caches is lost, so they are to be waited for. */
  @Override
  public void close() throws IOException {
    try {
      daemon.stop();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
