package org.buckytools.posix;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Tells the service manager how a service is doing, in the protocol of sd_notify(3): a datagram to
 * the socket that the variable NOTIFY_SOCKET names.
 */
public final class ServiceNotice {
  /** The service can be used. */
  public static final String READY = "READY=1";

  /** The service is about to end. */
  public static final String STOPPING = "STOPPING=1";

  private ServiceNotice() {}

  /**
   * Sends a notice.
   *
   * @param socket what NOTIFY_SOCKET holds: a path, or a name in the abstract space after an @
   * @param state one of the constants
   * @throws IOException if nobody listens there
   */
  public static void send(String socket, String state) throws IOException {
    if (!UnixDatagram.isAddress(socket)) {
      throw new IOException("NOTIFY_SOCKET is '" + socket + "', which is no socket's name");
    }
    UnixDatagram.send("notify", socket, state.getBytes(StandardCharsets.US_ASCII));
  }
}
