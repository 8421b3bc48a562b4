package org.buckytools.posix;

import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * Compresses and decompresses with the zstd library, from one direct buffer into another. Its
 * memory is used again from call to call. Confined to one thread.
 */
public final class Zstd implements AutoCloseable {
  private static final int LEVEL_PARAMETER = 100;

  private final ZstdLibrary library;
  private final int level;
  private final Errno errno = new Errno();
  private long compressor;
  private long decompressor;

  /**
   * @param level of compression, as the program's
   */
  public Zstd(ZstdLibrary library, int level) {
    this.library = library;
    this.level = level;
  }

  /** How many bytes so many may become at most. */
  public long bound(int size) {
    return library.bound(errno, size);
  }

  /**
   * Compresses what remains in a buffer; its position stays.
   *
   * @param to direct too; what it has room for from its position on is used, and its position stays
   * @return how many bytes it has become; negative if there is not enough room for it
   */
  public int compress(ByteBuffer from, ByteBuffer to) {
    if (compressor == 0) {
      compressor = made(library.createCompressor(errno));
      if (ZstdLibrary.isError(library.setParameter(errno, compressor, LEVEL_PARAMETER, level))) {
        throw new IllegalArgumentException("zstd has no level " + level);
      }
    }
    try {
      return size(
          library.compress(
              errno,
              compressor,
              CallMemory.address(to),
              to.remaining(),
              CallMemory.address(from),
              from.remaining()));
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  /**
   * Decompresses all frames that remain in a buffer; its position stays.
   *
   * @param to direct too; what it has room for from its position on is used, and its position stays
   * @return how many bytes it has become; negative if that is no sound zstd or too much for the
   *     room
   */
  public int decompress(ByteBuffer from, ByteBuffer to) {
    if (decompressor == 0) {
      decompressor = made(library.createDecompressor(errno));
    }
    try {
      return size(
          library.decompress(
              errno,
              decompressor,
              CallMemory.address(to),
              to.remaining(),
              CallMemory.address(from),
              from.remaining()));
    } finally {
      Reference.reachabilityFence(from);
      Reference.reachabilityFence(to);
    }
  }

  /** What size the first frame tells: negative if none, or if it is no frame. */
  public long contentSize(ByteBuffer from) {
    try {
      return library.contentSize(errno, CallMemory.address(from), from.remaining());
    } finally {
      Reference.reachabilityFence(from);
    }
  }

  private static int size(long result) {
    return ZstdLibrary.isError(result) ? -1 : Math.toIntExact(result);
  }

  private static long made(long context) {
    if (context == 0) {
      throw new OutOfMemoryError("no memory for zstd");
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
