package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.time.Duration;
import java.time.InstantSource;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.fill.Fill;
import org.buckytools.posix.PosixFile;

/** Memory for one file at a time. Confined to one thread at a time. */
public final class Desk {
  private static final int FIRST = 1 << 16;
  // Larger ones are rare, and not kept for every thread.
  private static final int KEPT = 32 << 20;

  private final Fill fill;
  private ByteBuffer buffer = ByteBuffer.allocateDirect(FIRST);
  private int largest;
  private Codec snappy;
  private Codec zstd;

  /**
   * @param clock says what time it is when filling
   * @param patience how long to wait for locks
   */
  public Desk(InstantSource clock, Duration patience) {
    fill = new Fill(clock, patience);
  }

  Fill fill(int size) {
    largest = Math.max(largest, size);
    return fill;
  }

  /** Reads a locked file as a whole, into memory that is good until the next call. */
  public ByteBuffer read(PosixFile file) throws IOException {
    long size = file.size();
    if (size > Integer.MAX_VALUE - 8) {
      throw new FileSystemException(
          file.path().toString(), null, "it has " + size + " bytes; the most is 2 GiB, resize it");
    }
    ByteBuffer into = room((int) size);
    file.read(into, 0);
    return into.flip();
  }

  /** Bytes as native calls want them, from the buffer's begin; good until the next call. */
  ByteBuffer direct(ByteBuffer bytes) {
    return bytes.isDirect() ? bytes.slice() : room(bytes.remaining()).put(bytes.duplicate()).flip();
  }

  private ByteBuffer room(int size) {
    if (buffer.capacity() < size) {
      buffer = ByteBuffer.allocateDirect(size);
    }
    largest = Math.max(largest, size);
    return buffer.clear().limit(size);
  }

  /** A codec of this desk. */
  public Codec codec(Algorithm algorithm) {
    if (algorithm == Algorithm.ZST) {
      zstd = zstd == null ? algorithm.codec() : zstd;
      return zstd;
    }
    snappy = snappy == null ? algorithm.codec() : snappy;
    return snappy;
  }

  boolean isReusable() {
    return largest <= KEPT;
  }

  /** Gives back what Java does not collect; not to be used then. */
  void close() {
    if (snappy != null) {
      snappy.close();
    }
    if (zstd != null) {
      zstd.close();
    }
  }
}
