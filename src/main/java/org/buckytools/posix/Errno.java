package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Where a native call leaves its error number. Not thread-safe: whoever calls has one.
 *
 * <p>A buffer rather than a segment of an arena: reading a segment starts machinery that takes
 * milliseconds.
 */
final class Errno {
  private final ByteBuffer bytes =
      ByteBuffer.allocateDirect(Integer.BYTES).order(ByteOrder.nativeOrder());
  private final MemorySegment segment = MemorySegment.ofBuffer(bytes);

  /** What the call is given. */
  MemorySegment segment() {
    return segment;
  }

  /** The error number of the last call, if that failed. */
  int value() {
    return bytes.getInt(0);
  }
}
