package org.buckytools.store.disk;

import java.nio.ByteBuffer;
import java.util.concurrent.ConcurrentLinkedDeque;

/** Memory for native calls, used again: as many buffers as are used at a time. Thread-safe. */
final class DirectBuffers {
  // Larger ones are rare, and not kept.
  private static final int KEPT = 16 << 20;

  private final ConcurrentLinkedDeque<ByteBuffer> idle = new ConcurrentLinkedDeque<>();

  /** One with room for so many bytes, or more. */
  ByteBuffer take(int size) {
    ByteBuffer buffer = idle.pollFirst();
    return buffer == null || buffer.capacity() < size
        ? ByteBuffer.allocateDirect(size)
        : buffer.clear();
  }

  void giveBack(ByteBuffer buffer) {
    if (buffer.capacity() <= KEPT) {
      idle.addFirst(buffer);
    }
  }
}
