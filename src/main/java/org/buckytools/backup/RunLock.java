package org.buckytools.backup;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;

/**
 * Keeps other runs away. The lock is that of a file, not the file itself, and ends with the process
 * however that ends, so there are no stale locks; the file stays. Confined to one thread.
 */
public final class RunLock implements AutoCloseable {
  private final PosixFile file;

  private RunLock(PosixFile file) {
    this.file = file;
  }

  /**
   * Waits for the lock.
   *
   * @param path of the lock file, created if missing; a symbolic link is refused
   * @throws FileSystemException if another run still has it after that time
   */
  public static RunLock acquire(Path path, Duration timeout) throws IOException {
    createIfMissing(path);
    try {
      return new RunLock(locked(path, timeout));
    } catch (LockTimeoutException busy) {
      throw new FileSystemException(
          path.toString(),
          null,
          "another run has had this lock file for "
              + timeout.toSeconds()
              + " s; wait for it, or give --locktimeout or another --lockfile");
    }
  }

  /**
   * Not by opening to create whether it is there or not: in a directory such as /var/tmp Linux
   * refuses that for a file of another user, even to root.
   */
  private static void createIfMissing(Path path) throws IOException {
    try {
      PosixFile.openNoLink(path).close();
    } catch (NoSuchFileException missing) {
      FileChannel.open(
              path, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)
          .close();
    }
  }

  private static PosixFile locked(Path path, Duration timeout) throws IOException {
    try {
      return PosixFile.openLocked(path, Access.WRITE, Lock.EXCLUSIVE, timeout);
    } catch (LockTimeoutException busy) {
      throw busy;
    } catch (FileSystemException othersFile) {
      // To have its lock it is enough to read it, but on network file systems.
      return PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, timeout);
    }
  }

  /** Lets the next run begin. */
  @Override
  public void close() throws IOException {
    try (file) {
      file.unlock();
    }
  }
}
