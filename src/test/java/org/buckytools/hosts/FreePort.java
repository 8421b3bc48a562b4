package org.buckytools.hosts;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports for servers that a test starts, or starts again, later than it chooses the port.
 *
 * <p>They are below 32768, where Linux begins to take the ports of outgoing connections. Above, any
 * connection of anybody may have got the port meanwhile. By chance, as others choose too.
 */
public final class FreePort {
  private static final int LOWEST = 10_000;
  private static final int HIGHEST = 32_000;
  private static final Duration LIMIT = Duration.ofSeconds(60);

  private FreePort() {}

  /**
   * A port that nobody listens on.
   *
   * @param hosts at how many addresses: 127.0.0.1 and the next ones
   */
  public static int on(int hosts) throws IOException {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
      if (isFree(port, hosts)) {
        return port;
      }
    }
  }

  /**
   * Waits until nobody listens on a port that somebody has just given up: a process that is just
   * being forked has what its parent had open until it is another program.
   */
  public static int awaited(String address, int port) throws IOException {
    long end = System.nanoTime() + LIMIT.toNanos();
    while (!isFree(address, port)) {
      if (System.nanoTime() > end) {
        throw new BindException("somebody still listens on " + address + ":" + port);
      }
      Thread.onSpinWait();
    }
    return port;
  }

  private static boolean isFree(int port, int hosts) throws IOException {
    for (int i = 1; i <= hosts; i++) {
      if (!isFree("127.0.0." + i, port)) {
        return false;
      }
    }
    return true;
  }

  // Does not listen, so that no process that is just being forked keeps others from it.
  private static boolean isFree(String address, int port) throws IOException {
    try (SocketChannel socket = SocketChannel.open()) {
      socket.setOption(StandardSocketOptions.SO_REUSEADDR, true);
      socket.bind(new InetSocketAddress(address, port));
      return true;
    } catch (BindException taken) {
      return false;
    }
  }
}
