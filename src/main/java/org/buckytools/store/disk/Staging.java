package org.buckytools.store.disk;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;

/**
 * Where one store of one process writes files before they get their names: a directory of its own
 * below {@link #DIRECTORY}, and beside it a file that is locked as long as the process lives. A
 * directory whose lock can be had was left by a process that was killed. Thread-safe.
 */
final class Staging implements AutoCloseable {
  /** In the root of the store; on the same file system as all of it, so that files can be moved. */
  static final String DIRECTORY = ".bucky-new";

  private static final String LOCK = ".lock";
  private static final int ATTEMPTS = 100;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Path root;
  private final AtomicLong files = new AtomicLong();
  private Path own;
  private PosixFile lock;

  Staging(Path root) {
    this.root = root.resolve(DIRECTORY);
  }

  /** A path for a new file. */
  Path newFile() throws IOException {
    return begin().resolve(Long.toString(files.incrementAndGet()));
  }

  private synchronized Path begin() throws IOException {
    for (int attempt = 1; own == null; attempt++) {
      try {
        start();
      } catch (NoSuchFileException | FileAlreadyExistsException removedMeanwhile) {
        // By another process that has just ended, or takes the new file for a leftover.
        if (attempt == ATTEMPTS) {
          throw removedMeanwhile;
        }
      }
    }
    return own;
  }

  private void start() throws IOException {
    Files.createDirectories(root);
    removeLeftovers();
    String name = UUID.randomUUID().toString();
    // Locked first, so that nobody takes the directory for a leftover.
    Path file = Files.createFile(root.resolve(name + LOCK));
    lock = PosixFile.openLocked(file, Access.WRITE, Lock.EXCLUSIVE, PATIENCE);
    own = Files.createDirectory(root.resolve(name));
  }

  private void removeLeftovers() throws IOException {
    try (DirectoryStream<Path> locks = Files.newDirectoryStream(root, "*" + LOCK)) {
      for (Path file : locks) {
        removeIfAbandoned(file);
      }
    }
  }

  private static void removeIfAbandoned(Path file) throws IOException {
    try (PosixFile taken = PosixFile.openLocked(file, Access.READ, Lock.EXCLUSIVE, Duration.ZERO)) {
      String name = file.getFileName().toString();
      remove(file.resolveSibling(name.substring(0, name.length() - LOCK.length())));
      Files.deleteIfExists(taken.path());
    } catch (LockTimeoutException inUse) {
      // Its process is at work.
    } catch (NoSuchFileException gone) {
      // Somebody else has removed it.
    }
  }

  private static void remove(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return;
    }
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        Files.deleteIfExists(file);
      }
    }
    Files.deleteIfExists(directory);
  }

  @Override
  public synchronized void close() throws IOException {
    if (own == null) {
      return;
    }
    try {
      remove(own);
      Files.deleteIfExists(lock.path());
      Files.deleteIfExists(root);
    } catch (DirectoryNotEmptyException others) {
      // Somebody else is writing.
    } finally {
      lock.close();
      own = null;
    }
  }
}
