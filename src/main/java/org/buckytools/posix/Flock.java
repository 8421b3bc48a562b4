package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.buckytools.posix.PosixFile.Lock;

/** The flock(2) of an open file. */
final class Flock {
  private static final int NON_BLOCKING = 4;
  private static final int UNLOCK = 8;
  private static final long FIRST_PAUSE = TimeUnit.MICROSECONDS.toNanos(200);
  private static final long LONGEST_PAUSE = TimeUnit.MILLISECONDS.toNanos(20);

  private Flock() {}

  /**
   * Takes or converts the lock.
   *
   * @param path named in errors
   * @throws LockTimeoutException if another holder does not let go in time
   */
  static void take(Errno errno, int descriptor, Lock lock, Duration timeout, Path path)
      throws IOException {
    // The kernel has no flock with a time limit: ask without blocking, at growing intervals.
    long deadline = System.nanoTime() + timeout.toNanos();
    long pause = FIRST_PAUSE;
    while (!isTaken(errno, descriptor, lock, path)) {
      long left = deadline - System.nanoTime();
      if (left <= 0) {
        throw new LockTimeoutException(path, timeout);
      }
      pause(Math.min(pause, left), path);
      pause = Math.min(pause * 2, LONGEST_PAUSE);
    }
  }

  /** Takes the lock if nobody else holds it. */
  static boolean isTaken(Errno errno, int descriptor, Lock lock, Path path) throws IOException {
    while (Libc.flock(errno, descriptor, lock.operation() | NON_BLOCKING) != 0) {
      if (errno.value() == Libc.EAGAIN) {
        return false;
      }
      if (errno.value() != Libc.EINTR) {
        throw Failures.of("lock", path, errno.value());
      }
    }
    return true;
  }

  /** Lets go of a lock, whichever it is. */
  static void release(Errno errno, int descriptor, Path path) throws IOException {
    if (Libc.flock(errno, descriptor, UNLOCK) != 0) {
      throw Failures.of("unlock", path, errno.value());
    }
  }

  private static void pause(long nanos, Path path) throws IOException {
    try {
      TimeUnit.NANOSECONDS.sleep(nanos);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new FileSystemException(
          path.toString(), null, "interrupted while waiting for its lock");
    }
  }
}
