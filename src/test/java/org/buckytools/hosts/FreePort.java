package org.buckytools.hosts;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
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

  private static boolean isFree(int port, int hosts) throws IOException {
    for (int i = 1; i <= hosts; i++) {
      try {
        new ServerSocket(port, 1, InetAddress.getByName("127.0.0." + i)).close();
      } catch (BindException taken) {
        return false;
      }
    }
    return true;
  }
}
