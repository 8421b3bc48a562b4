package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
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
  private final boolean complete;

  private ZstdLibrary(long handle) {
    Errno errno = new Errno();
    createCompressor = function(errno, handle, "ZSTD_createCCtx");
    freeCompressor = function(errno, handle, "ZSTD_freeCCtx");
    setParameter = function(errno, handle, "ZSTD_CCtx_setParameter");
    compress = function(errno, handle, "ZSTD_compress2");
    bound = function(errno, handle, "ZSTD_compressBound");
    createDecompressor = function(errno, handle, "ZSTD_createDCtx");
    freeDecompressor = function(errno, handle, "ZSTD_freeDCtx");
    decompress = function(errno, handle, "ZSTD_decompressDCtx");
    contentSize = function(errno, handle, "ZSTD_getFrameContentSize");
    MemorySegment version = function(errno, handle, "ZSTD_versionNumber");
    boolean all = true;
    for (MemorySegment each :
        new MemorySegment[] {
          createCompressor,
          freeCompressor,
          setParameter,
          compress,
          bound,
          createDecompressor,
          freeDecompressor,
          decompress,
          contentSize,
          version
        }) {
      all = all && each.address() != 0;
    }
    complete = all && (int) Libc.call(version, errno, 0, 0, 0, 0, 0) >= OLDEST;
  }

  /** The library of the system, if it has one that is new enough. */
  public static Optional<ZstdLibrary> ofSystem() {
    return open(terminated(OF_SYSTEM));
  }

  /** A library in a file, which may be deleted then; nothing if it cannot be loaded. */
  public static Optional<ZstdLibrary> load(Path file) {
    return open(FileName.terminated(file.toAbsolutePath()));
  }

  private static Optional<ZstdLibrary> open(ByteBuffer name) {
    long handle = Libc.open(new Errno(), name);
    if (handle == 0) {
      return Optional.empty();
    }
    ZstdLibrary library = new ZstdLibrary(handle);
    return library.complete ? Optional.of(library) : Optional.empty();
  }

  private static MemorySegment function(Errno errno, long handle, String name) {
    return MemorySegment.ofAddress(Libc.find(errno, handle, terminated(name)));
  }

  private static ByteBuffer terminated(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).clear();
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
