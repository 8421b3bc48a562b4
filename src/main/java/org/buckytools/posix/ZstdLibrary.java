package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The zstd library (libzstd, RFC 8878): the system's or one in a file. Once loaded it stays until
 * the process ends. Thread-safe.
 *
 * <p>Its functions are called in the one shape that all have here, so that nothing has to be made
 * for them: a library that binds each with a shape of its own takes longer than all the rest of a
 * short command.
 */
public final class ZstdLibrary {
  private static final String OF_SYSTEM = "libzstd.so.1";
  // What is called here is stable since 1.4.0.
  private static final long OLDEST = 10_400;
  // Results are sizes; those above this, as unsigned numbers, are errors.
  private static final long GREATEST_ERROR = -120;

  private final MemorySegment createCompressor;
  private final MemorySegment freeCompressor;
  private final MemorySegment setParameter;
  private final MemorySegment compress;
  private final MemorySegment bound;
  private final MemorySegment createDecompressor;
  private final MemorySegment freeDecompressor;
  private final MemorySegment decompress;
  private final MemorySegment contentSize;
  private final boolean usable;

  private ZstdLibrary(SharedLibrary library) {
    createCompressor = library.find("ZSTD_createCCtx");
    freeCompressor = library.find("ZSTD_freeCCtx");
    setParameter = library.find("ZSTD_CCtx_setParameter");
    compress = library.find("ZSTD_compress2");
    bound = library.find("ZSTD_compressBound");
    createDecompressor = library.find("ZSTD_createDCtx");
    freeDecompressor = library.find("ZSTD_freeDCtx");
    decompress = library.find("ZSTD_decompressDCtx");
    contentSize = library.find("ZSTD_getFrameContentSize");
    MemorySegment version = library.find("ZSTD_versionNumber");
    usable = library.isComplete() && (int) Libc.call(version, new Errno(), 0, 0, 0, 0, 0) >= OLDEST;
  }

  /** The library of the system, if it has one that is new enough. */
  public static Optional<ZstdLibrary> ofSystem() {
    return SharedLibrary.ofSystem(OF_SYSTEM).map(ZstdLibrary::new).filter(zstd -> zstd.usable);
  }

  /** A library in a file, which may be deleted then; nothing if it cannot be loaded. */
  public static Optional<ZstdLibrary> load(Path file) {
    return SharedLibrary.load(file).map(ZstdLibrary::new).filter(zstd -> zstd.usable);
  }

  static boolean isError(long result) {
    return result < 0 && result > GREATEST_ERROR;
  }

  long createCompressor(Errno errno) {
    return Libc.call(createCompressor, errno, 0, 0, 0, 0, 0);
  }

  void freeCompressor(Errno errno, long context) {
    Libc.call(freeCompressor, errno, context, 0, 0, 0, 0);
  }

  long setParameter(Errno errno, long context, int parameter, int value) {
    return Libc.call(setParameter, errno, context, parameter, value, 0, 0);
  }

  long bound(Errno errno, long size) {
    return Libc.call(bound, errno, size, 0, 0, 0, 0);
  }

  long compress(Errno errno, long context, long to, long room, long from, long size) {
    return Libc.call(compress, errno, context, to, room, from, size);
  }

  long createDecompressor(Errno errno) {
    return Libc.call(createDecompressor, errno, 0, 0, 0, 0, 0);
  }

  void freeDecompressor(Errno errno, long context) {
    Libc.call(freeDecompressor, errno, context, 0, 0, 0, 0);
  }

  long decompress(Errno errno, long context, long to, long room, long from, long size) {
    return Libc.call(decompress, errno, context, to, room, from, size);
  }

  long contentSize(Errno errno, long from, long size) {
    return Libc.call(contentSize, errno, from, size, 0, 0, 0);
  }
}
