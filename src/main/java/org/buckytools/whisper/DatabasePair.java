package org.buckytools.whisper;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.LockedPair;
import org.buckytools.posix.PosixFile.Lock;

/** Two databases of one layout, open together. */
final class DatabasePair implements AutoCloseable {
  private final LockedPair files;
  private final Database first;
  private final Database second;

  private DatabasePair(LockedPair files) throws IOException {
    this.files = files;
    this.first = new Database(files.source());
    this.second = new Database(files.destination());
    if (!first.header().archives().equals(second.header().archives())) {
      throw new FileSystemException(
          first.path().toString(),
          second.path().toString(),
          "the layouts differ: "
              + first.header().retentions()
              + " and "
              + second.header().retentions()
              + "; bring one to the other's layout first (bucky resize)");
    }
  }

  /** Opens both to read. Both paths may lead to one file. */
  static DatabasePair openToRead(Path first, Path second, Duration patience) throws IOException {
    return of(LockedPair.openToRead(first, second, patience));
  }

  /** Opens the first to read, the second to read and update. */
  static DatabasePair openToCopy(Path from, Path to, Duration patience) throws IOException {
    return of(LockedPair.openToWrite(from, to, Lock.SHARED, patience));
  }

  private static DatabasePair of(LockedPair files) throws IOException {
    try {
      return new DatabasePair(files);
    } catch (IOException | RuntimeException failure) {
      files.source().closeAfter(failure);
      files.destination().closeAfter(failure);
      throw failure;
    }
  }

  Database first() {
    return first;
  }

  Database second() {
    return second;
  }

  /** The archives that both have. */
  Header header() {
    return first.header();
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
