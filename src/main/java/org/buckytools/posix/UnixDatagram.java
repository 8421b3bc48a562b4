package org.buckytools.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Sends datagrams to sockets of this machine, which Java has no class for. */
final class UnixDatagram {
  private static final short AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 0x80000;
  private static final int MSG_NOSIGNAL = 0x4000;
  private static final int LONGEST_PATH = 107;

  private UnixDatagram() {}

  /** Whether a socket can have that name: a path, or a name in the abstract space after an @. */
  static boolean isAddress(String socket) {
    int length = socket.getBytes(StandardCharsets.UTF_8).length;
    return length > 0 && length <= LONGEST_PATH && (socket.charAt(0) == '/' || isAbstract(socket));
  }

  private static boolean isAbstract(String socket) {
    return socket.charAt(0) == '@';
  }

  /**
   * Sends one datagram.
   *
   * @param action what that is for, in a word, for the error
   * @param socket a name of which {@link #isAddress} holds
   * @throws IOException if nobody listens there
   */
  static void send(String action, String socket, byte[] content) throws IOException {
    byte[] name = socket.getBytes(StandardCharsets.UTF_8);
    if (isAbstract(socket)) {
      name[0] = 0;
    }
    ByteBuffer address = ByteBuffer.allocateDirect(Short.BYTES + name.length);
    address.order(ByteOrder.nativeOrder()).putShort(AF_UNIX).put(name);
    ByteBuffer message = ByteBuffer.allocateDirect(content.length).put(content);
    Errno errno = new Errno();
    int descriptor = Libc.socket(errno, AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC);
    if (descriptor < 0) {
      throw Failures.of(action, Path.of(socket), errno.value());
    }
    try {
      if (Libc.connect(errno, descriptor, address(address), address.capacity()) != 0
          || Libc.send(errno, descriptor, address(message), content.length, MSG_NOSIGNAL) < 0) {
        throw Failures.of(action, Path.of(socket), errno.value());
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
