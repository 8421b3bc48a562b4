package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;

/**
 * Source and destination, both locked: in the order of device and inode, so that two opposite fills
 * cannot wait for each other. Confined to one thread.
 *
 * @param source opened to read
 * @param destination opened to write, locked exclusively
 */
record LockedPair(PosixFile source, PosixFile destination) implements AutoCloseable {
  /**
   * Opens and locks both.
   *
   * @param sourceLock exclusive if the source is to be removed
   * @throws FileSystemException if both are the same file
   */
  static LockedPair open(Path src, Path dst, Lock sourceLock, Duration patience)
      throws IOException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (true) {
      LockedPair pair = open(src, dst);
      try {
        pair.lock(sourceLock, deadline);
        if (pair.source.isCurrent() && pair.destination.isCurrent()) {
          return pair;
        }
      } catch (IOException | RuntimeException failure) {
        pair.close();
        throw failure;
      }
      pair.close();
    }
  }

  private static LockedPair open(Path src, Path dst) throws IOException {
    PosixFile source = PosixFile.open(src, Access.READ);
    try {
      return new LockedPair(source, PosixFile.open(dst, Access.WRITE));
    } catch (IOException | RuntimeException failure) {
      source.close();
      throw failure;
    }
  }

  private void lock(Lock sourceLock, long deadline) throws IOException {
    int order = source.identity().compareTo(destination.identity());
    if (order == 0) {
      throw new FileSystemException(
          source.path().toString(),
          destination.path().toString(),
          "source and destination are the same file");
    }
    if (order < 0) {
      source.lock(sourceLock, left(deadline));
    }
    destination.lock(Lock.EXCLUSIVE, left(deadline));
    if (order > 0) {
      source.lock(sourceLock, left(deadline));
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  @Override
  public void close() {
    source.close();
    destination.close();
  }
}
