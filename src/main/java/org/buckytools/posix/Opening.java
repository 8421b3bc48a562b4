package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The open(2) of files: no child inherits them, opening waits for nobody, and reading leaves the
 * access time alone where the system allows it.
 */
final class Opening {
  /** The descriptor of a file that is not there. */
  static final int MISSING = -1;

  static final int WRITE_ONLY = 1;
  static final int CREATE = 0x40;
  static final int EXCLUSIVE = 0x80;
  static final int NO_FOLLOW = System.getProperty("os.arch").equals("aarch64") ? 0x8000 : 0x20000;

  // Opening a pipe that somebody planted in a tree must not wait for its other end.
  private static final int NON_BLOCKING = 0x800;
  private static final int NO_ACCESS_TIME = 0x40000;
  private static final int CLOSE_ON_EXEC = 0x80000;

  private static final long LEASE_PAUSE = TimeUnit.MICROSECONDS.toNanos(100);
  private static final int MOST_TRIES = 10_000;

  private Opening() {}

  /**
   * Opens a file.
   *
   * @param flags of open(2), besides those that each file is opened with
   * @param mode the permission bits of a file that is created
   * @return the descriptor
   */
  static int open(Path path, int flags, int mode) throws IOException {
    int opened = openIfThere(path, flags, mode);
    if (opened == MISSING) {
      throw Failures.of("open", path, Libc.ENOENT);
    }
    return opened;
  }

  /** The same, but {@link #MISSING} where there is no such file or no directory for it. */
  static int openIfThere(Path path, int flags, int mode) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    Errno errno = memory.errno();
    long name = memory.name(path);
    int all = flags | CLOSE_ON_EXEC | NON_BLOCKING;
    long opened = Libc.openat(errno, Libc.AT_FDCWD, name, all | NO_ACCESS_TIME, mode);
    if (opened < 0 && errno.value() == Libc.EPERM) {
      // Only a file's owner may leave its access time alone.
      opened = Libc.openat(errno, Libc.AT_FDCWD, name, all, mode);
    }
    for (int tries = 0; opened < 0 && isPassing(errno, tries); tries++) {
      opened = Libc.openat(errno, Libc.AT_FDCWD, name, all, mode);
    }
    if (opened < 0 && errno.value() == Libc.ENOENT) {
      return MISSING;
    }
    if (opened < 0) {
      throw Failures.of("open", path, errno.value());
    }
    return (int) opened;
  }

  private static boolean isPassing(Errno errno, int tries) {
    // Somebody has a lease of it, which lasts for microseconds if it is a Lease.
    if (errno.value() == Libc.EAGAIN && tries < MOST_TRIES) {
      LockSupport.parkNanos(LEASE_PAUSE);
      return true;
    }
    return errno.value() == Libc.EINTR;
  }
}
