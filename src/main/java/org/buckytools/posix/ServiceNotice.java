package org.buckytools.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Tells the service manager how a service is doing, in the protocol of sd_notify(3): a datagram to
 * the socket that the variable NOTIFY_SOCKET names.
 */
public final class ServiceNotice {
  /** The service can be used. */
  public static final String READY = "READY=1";

  /** The service is about to end. */
  public static final String STOPPING = "STOPPING=1";

  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_PATH = 107;

  private ServiceNotice() {}

  /**
   * Sends a notice.
   *
   * @param socket what NOTIFY_SOCKET holds: a path, or a name in the abstract space after an @
   * @param state one of the constants
   * @throws IOException if nobody listens there
   */
  public static void send(String socket, String state) throws IOException {
    byte[] name = socket.getBytes(StandardCharsets.UTF_8);
    if (name.length == 0 || name.length > LONGEST_PATH || name[0] != '/' && name[0] != '@') {
      throw new IOException("NOTIFY_SOCKET is '" + socket + "', which is no socket's name");
    }
    if (name[0] == '@') {
      name[0] = 0;
    }
    ByteBuffer address = ByteBuffer.allocateDirect(Short.BYTES + name.length);
    address.order(ByteOrder.nativeOrder()).putShort(AF_UNIX).put(name);
    byte[] text = state.getBytes(StandardCharsets.US_ASCII);
    ByteBuffer message = ByteBuffer.allocateDirect(text.length).put(text);
    Errno errno = new Errno();
    int descriptor = Libc.socket(errno, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC);
    if (descriptor < 0) {
      throw Failures.of("notify", Path.of(socket), errno.value());
    }
    try {
      if (Libc.connect(errno, descriptor, address(address), address.capacity()) != 0
          || Libc.send(errno, descriptor, address(message), text.length, MSG_NOSIGNAL) < 0) {
        throw Failures.of("notify", Path.of(socket), errno.value());
      }
    } finally {
      Reference.reachabilityFence(address);
      Reference.reachabilityFence(message);
      Libc.close(errno, descriptor);
    }
  }

  private static long address(ByteBuffer buffer) {
    return MemorySegment.ofBuffer(buffer.clear()).address();
  }
}
