package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.buckytools.posix.PosixFile;

/** Writes a whole new file, with holes where it has nothing but zeros if that is wanted. */
final class SparseWriting {
  // What most file systems allocate at least.
  private static final int BLOCK = 4096;

  private SparseWriting() {}

  static void write(PosixFile file, ByteBuffer content, boolean sparse) throws IOException {
    int size = content.limit();
    int from = 0;
    boolean endsInHole = size == 0;
    while (from < size) {
      boolean zero = sparse && isZero(content, from);
      int until = sparse ? Math.min(size, from + BLOCK) : size;
      while (until < size && isZero(content, until) == zero) {
        until = Math.min(size, until + BLOCK);
      }
      if (!zero) {
        file.write(content, from, until - from, from);
      }
      endsInHole = zero;
      from = until;
    }
    if (endsInHole) {
      file.truncate(size);
    }
  }

  private static boolean isZero(ByteBuffer content, int block) {
    int end = Math.min(content.limit(), block + BLOCK);
    for (int at = block; at < end; at++) {
      if (content.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
