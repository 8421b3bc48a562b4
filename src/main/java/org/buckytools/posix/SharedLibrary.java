package org.buckytools.posix;

import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A library of the system or in a file, whose functions are called in the one shape that all have
 * here ({@link Libc}). Once loaded it stays until the process ends. For one thread while its
 * functions are looked up.
 */
final class SharedLibrary {
  private final Errno errno = new Errno();
  private final long handle;
  private boolean complete = true;

  private SharedLibrary(long handle) {
    this.handle = handle;
  }

  /** One of the system's, by its name. */
  static Optional<SharedLibrary> ofSystem(String name) {
    return open(terminated(name));
  }

  /** One in a file, which may be deleted then; nothing if it cannot be loaded. */
  static Optional<SharedLibrary> load(Path file) {
    return open(terminated(FileName.bytes(file.toAbsolutePath())));
  }

  private static Optional<SharedLibrary> open(ByteBuffer name) {
    long handle = Libc.open(new Errno(), name);
    return handle == 0 ? Optional.empty() : Optional.of(new SharedLibrary(handle));
  }

  /** A function, not to be called unless the library {@link #isComplete}. */
  MemorySegment find(String name) {
    long address = Libc.find(errno, handle, terminated(name));
    complete = complete && address != 0;
    return MemorySegment.ofAddress(address);
  }

  /** Whether it has all functions that have been looked for. */
  boolean isComplete() {
    return complete;
  }

  private static ByteBuffer terminated(String name) {
    return terminated(name.getBytes(StandardCharsets.US_ASCII));
  }

  private static ByteBuffer terminated(byte[] bytes) {
    return ByteBuffer.allocateDirect(bytes.length + 1).put(bytes).clear();
  }
}
