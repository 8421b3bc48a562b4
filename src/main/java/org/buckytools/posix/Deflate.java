package org.buckytools.posix;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Makes and reads gzip (RFC 1952) with libdeflate, from one direct buffer into another. Its memory
 * is used again from call to call. Confined to one thread.
 */
public final class Deflate implements AutoCloseable {
  private final DeflateLibrary library;
  private final int level;
  private final Errno errno = new Errno();
  private final ByteBuffer sizes =
      ByteBuffer.allocateDirect(2 * Long.BYTES).order(ByteOrder.nativeOrder());
  private long compressor;
  private long decompressor;

  /**
   * @param level of compression, as the program's
   */
  public Deflate(DeflateLibrary library, int level) {
    this.library = library;
    this.level = level;
  }

  /** How many bytes so many may become at most. */
  public long bound(int size) {
    return library.bound(errno, compressor(), size);
  }

  /**
   * Compresses what remains in a buffer; its position stays.
   *
   * @param to direct too; what it has room for from its position on is used, and its position stays
   * @return how many bytes it has become; 0 if there is not enough room for it
   */
  public int compress(ByteBuffer from, ByteBuffer to) {
    try {
      long length =
          library.compress(
              errno,
              compressor(),
              CallMemory.address(from),
              from.remaining(),
              CallMemory.address(to),
              to.remaining());
      return Math.toIntExact(length);
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  /**
   * Decompresses if what remains in a buffer is one member and nothing else; its position stays.
   *
   * @param to direct too; what it has room for from its position on is used, and its position stays
   * @return how many bytes it has become; negative if it is anything else, not sound, or too much
   *     for the room
   */
  public int decompress(ByteBuffer from, ByteBuffer to) {
    if (decompressor == 0) {
      decompressor = made(library.createDecompressor(errno));
    }
    try {
      int failed =
          library.decompress(
              errno,
              decompressor,
              CallMemory.address(from),
              from.remaining(),
              CallMemory.address(to),
              to.remaining(),
              CallMemory.address(sizes));
      boolean whole = failed == 0 && sizes.getLong(0) == from.remaining();
      return whole ? Math.toIntExact(sizes.getLong(Long.BYTES)) : -1;
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  private long compressor() {
    if (compressor == 0) {
      compressor = made(library.createCompressor(errno, level));
    }
    return compressor;
  }

  private static long made(long context) {
    if (context == 0) {
      throw new OutOfMemoryError("no memory for libdeflate");
    }
    return context;
  }

  @Override
  public void close() {
    if (compressor != 0) {
      library.freeCompressor(errno, compressor);
      compressor = 0;
    }
    if (decompressor != 0) {
      library.freeDecompressor(errno, decompressor);
      decompressor = 0;
    }
  }
}
