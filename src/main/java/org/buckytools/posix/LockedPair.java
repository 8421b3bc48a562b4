package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;

/**
 * Two files, both locked: in the order of device and inode, so that two that want the same files in
 * opposite roles cannot wait for each other. Confined to one thread.
 *
 * @param source opened to read
 * @param destination opened to write, or to read only
 */
public record LockedPair(PosixFile source, PosixFile destination) implements AutoCloseable {
  /**
   * Opens both, the destination to write, and locks it exclusively.
   *
   * @param sourceLock exclusive if the source is to be removed
   * @throws FileSystemException if both are the same file
   */
  public static LockedPair openToWrite(Path src, Path dst, Lock sourceLock, Duration patience)
      throws IOException {
    return open(src, sourceLock, dst, Access.WRITE, Lock.EXCLUSIVE, patience);
  }

  /** Opens both to read and locks them shared. They may be the same file. */
  public static LockedPair openToRead(Path first, Path second, Duration patience)
      throws IOException {
    return open(first, Lock.SHARED, second, Access.READ, Lock.SHARED, patience);
  }

  private static LockedPair open(
      Path src, Lock sourceLock, Path dst, Access access, Lock lock, Duration patience)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      LockedPair pair = open(src, dst, access);
      try {
        pair.lock(sourceLock, lock, deadline);
        if (pair.source.isCurrent() && pair.destination.isCurrent()) {
          return pair;
        }
      } catch (IOException | RuntimeException failure) {
        pair.source.closeAfter(failure);
        pair.destination.closeAfter(failure);
        throw failure;
      }
      pair.close();
      if (left(deadline).isZero()) {
        // One of them was replaced each time that both were locked.
        throw new LockTimeoutException(dst, patience);
      }
    }
  }

  private static LockedPair open(Path src, Path dst, Access access) throws IOException {
    PosixFile source = PosixFile.open(src, Access.READ);
    try {
      return new LockedPair(source, PosixFile.open(dst, access));
    } catch (IOException | RuntimeException failure) {
      source.closeAfter(failure);
      throw failure;
    }
  }

  private void lock(Lock sourceLock, Lock lock, long deadline) throws IOException {
    int order = source.identity().compareTo(destination.identity());
    if (order == 0 && lock == Lock.EXCLUSIVE) {
      throw new FileSystemException(
          source.path().toString(),
          destination.path().toString(),
          "source and destination are the same file");
    }
    if (order < 0) {
      source.lock(sourceLock, left(deadline));
    }
    destination.lock(lock, left(deadline));
    if (order >= 0) {
      source.lock(sourceLock, left(deadline));
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  @Override
  public void close() throws IOException {
    try {
      destination.close();
    } finally {
      source.close();
    }
  }
}
