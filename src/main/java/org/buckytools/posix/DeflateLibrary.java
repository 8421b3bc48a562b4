package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.util.Optional;

/**
 * The library libdeflate, if the system has it: gzip of whole files, several times as fast as zlib.
 * Once loaded it stays until the process ends. Thread-safe.
 */
public final class DeflateLibrary {
  private static final String NAME = "libdeflate.so.0";

  private final MemorySegment createCompressor;
  private final MemorySegment freeCompressor;
  private final MemorySegment bound;
  private final MemorySegment compress;
  private final MemorySegment createDecompressor;
  private final MemorySegment freeDecompressor;
  private final MemorySegment decompress;

  private DeflateLibrary(SharedLibrary library) {
    createCompressor = library.find("libdeflate_alloc_compressor");
    freeCompressor = library.find("libdeflate_free_compressor");
    bound = library.find("libdeflate_gzip_compress_bound");
    compress = library.find("libdeflate_gzip_compress");
    createDecompressor = library.find("libdeflate_alloc_decompressor");
    freeDecompressor = library.find("libdeflate_free_decompressor");
    decompress = library.find("libdeflate_gzip_decompress_ex");
  }

  /** The library of the system, if it has one. */
  public static Optional<DeflateLibrary> ofSystem() {
    return SharedLibrary.ofSystem(NAME).flatMap(DeflateLibrary::of);
  }

  private static Optional<DeflateLibrary> of(SharedLibrary library) {
    DeflateLibrary deflate = new DeflateLibrary(library);
    return library.isComplete() ? Optional.of(deflate) : Optional.empty();
  }

  long createCompressor(Errno errno, int level) {
    return Libc.call(createCompressor, errno, level, 0, 0, 0, 0);
  }

  void freeCompressor(Errno errno, long compressor) {
    Libc.call(freeCompressor, errno, compressor, 0, 0, 0, 0);
  }

  long bound(Errno errno, long compressor, long size) {
    return Libc.call(bound, errno, compressor, size, 0, 0, 0);
  }

  long compress(Errno errno, long compressor, long from, long size, long to, long room) {
    return Libc.call(compress, errno, compressor, from, size, to, room);
  }

  long createDecompressor(Errno errno) {
    return Libc.call(createDecompressor, errno, 0, 0, 0, 0, 0);
  }

  void freeDecompressor(Errno errno, long decompressor) {
    Libc.call(freeDecompressor, errno, decompressor, 0, 0, 0, 0);
  }

  /**
   * @param sizes where two longs are written: how many bytes were taken and how many given
   * @return 0 if it went well
   */
  int decompress(
      Errno errno, long decompressor, long from, long size, long to, long room, long sizes) {
    return (int)
        Libc.call(decompress, errno, decompressor, from, size, to, room, sizes, sizes + Long.BYTES);
  }
}
