package org.buckytools.demo;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** Looks for a port that is free at several addresses at once. */
final class FreePort {
  // Below those that the system gives to outgoing connections, which would take it before it is
  // listened at.
  private static final int FIRST = 10_000;
  private static final int LAST = 30_000;
  private static final int TRIES = 1000;

  private FreePort() {}

  /**
   * Finds one.
   *
   * @throws BindException if nobody can listen at one of the addresses; the message names it
   */
  static int at(List<String> addresses) throws IOException {
    for (String address : addresses) {
      try {
        tryOut(address, 0);
      } catch (IOException reason) {
        throw (BindException)
            new BindException("nobody can listen at " + address + " here: " + reason.getMessage())
                .initCause(reason);
      }
    }
    int port = ThreadLocalRandom.current().nextInt(FIRST, LAST - TRIES);
    for (int i = 0; i < TRIES; i++) {
      if (isFree(port + i, addresses)) {
        return port + i;
      }
    }
    throw new BindException("no port is free at all of " + addresses);
  }

  private static boolean isFree(int port, List<String> addresses) throws IOException {
    for (String address : addresses) {
      try {
        tryOut(address, port);
      } catch (BindException taken) {
        return false;
      }
    }
    return true;
  }

  private static void tryOut(String address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
    }
  }
}
