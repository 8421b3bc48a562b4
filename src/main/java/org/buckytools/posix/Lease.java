package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds out with a read lease of fcntl(2) whether a file is open to be written: Linux grants one
 * only while it is not. The lease is let go of at once.
 */
final class Lease {
  private static final String NAME = NewFile.PREFIX + "lease-";

  private Lease() {}

  /**
   * Who can write to a file.
   *
   * @param descriptor of the file, opened to read only
   * @param path of the file, in whose directory a file may be created for a moment
   */
  static Writers writers(Errno errno, int descriptor, Path path) {
    Writers told = told(errno, descriptor);
    // NFS refuses all leases in the same words that others have for a file that is open.
    return told == Writers.SOME && !isGrantedBeside(path) ? Writers.UNKNOWN : told;
  }

  private static Writers told(Errno errno, int descriptor) {
    // Who opens it to write in this very moment has the kernel send a signal, by default one that
    // ends a process. This one is ignored by default, and by Java. It is forgotten with the lease.
    boolean isSafe = Libc.setLeaseSignal(errno, descriptor) == 0;
    if (isSafe && Libc.lease(errno, descriptor) == 0) {
      Libc.release(errno, descriptor);
      return Writers.NONE;
    }
    return isSafe && errno.value() == Libc.EAGAIN ? Writers.SOME : Writers.UNKNOWN;
  }

  /** Whether a file that nobody else knows gets a lease; true also if none can be created. */
  private static boolean isGrantedBeside(Path path) {
    Path probe = path.resolveSibling(NAME + Long.toHexString(System.nanoTime()));
    try (PosixFile file = PosixFile.createToRead(probe)) {
      try {
        return told(CallMemory.ofThread().errno(), file.descriptor()) == Writers.NONE;
      } finally {
        Files.deleteIfExists(probe);
      }
    } catch (IOException unable) {
      return true;
    }
  }
}
