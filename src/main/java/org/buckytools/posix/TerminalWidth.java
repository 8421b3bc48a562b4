package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** How wide a terminal is. */
public final class TerminalWidth {
  // struct winsize: rows, columns and two more, each an unsigned short.
  private static final int ROOM = 8;
  private static final int COLUMNS_AT = 2;

  private TerminalWidth() {}

  /**
   * Asks the terminal.
   *
   * @param descriptor such as 1 for standard output
   * @return columns; 0 if it does not tell or is no terminal
   */
  public static int of(int descriptor) {
    ByteBuffer size = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());
    try {
      long address = MemorySegment.ofBuffer(size).address();
      return Libc.windowSize(new Errno(), descriptor, address) == 0
          ? Short.toUnsignedInt(size.getShort(COLUMNS_AT))
          : 0;
    } finally {
      Reference.reachabilityFence(size);
    }
  }
}
