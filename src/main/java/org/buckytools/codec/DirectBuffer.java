package org.buckytools.codec;

import java.nio.ByteBuffer;

/** Memory outside Java's heap for native calls, which is used again and grows. For one thread. */
final class DirectBuffer {
  private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

  private ByteBuffer buffer = NONE;

  /** An empty buffer with room for so many bytes or more; what an earlier call gave is void. */
  ByteBuffer room(int size) {
    if (buffer.capacity() < size) {
      // No old one while the new one is made: they may be large. That may fail, too.
      buffer = NONE;
      buffer = ByteBuffer.allocateDirect(size);
    }
    return buffer.clear();
  }

  /** The bytes that remain in a buffer, which is given back itself if it is direct. */
  ByteBuffer of(ByteBuffer bytes) {
    return bytes.isDirect() ? bytes : room(bytes.remaining()).put(bytes.duplicate()).flip();
  }
}
