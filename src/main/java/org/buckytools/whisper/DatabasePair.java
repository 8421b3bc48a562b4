package org.buckytools.whisper;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.FileIdentity;

/**
 * Two databases of one layout, open together. Locks are taken in the order of the files'
 * identities, so that two operations on the same files in opposite roles cannot wait for each
 * other.
 */
final class DatabasePair implements AutoCloseable {
  private final Database first;
  private final Database second;

  private DatabasePair(Database first, Database second) {
    this.first = first;
    this.second = second;
  }

  /** Opens both to read. Both paths may lead to one file. */
  static DatabasePair openToRead(Path first, Path second, Duration patience) throws IOException {
    return open(first, second, false, patience);
  }

  /** Opens the first to read, the second to read and update. */
  static DatabasePair openToCopy(Path from, Path to, Duration patience) throws IOException {
    if (FileIdentity.of(from).equals(FileIdentity.of(to))) {
      throw new FileSystemException(
          from.toString(), to.toString(), "both names lead to the same file; give two files");
    }
    return open(from, to, true, patience);
  }

  private static DatabasePair open(Path first, Path second, boolean write, Duration patience)
      throws IOException {
    if (FileIdentity.of(first).compareTo(FileIdentity.of(second)) <= 0) {
      Database one = Database.openToRead(first, patience);
      try {
        return new DatabasePair(one, openSecond(second, write, patience)).checked();
      } catch (IOException | RuntimeException failure) {
        one.close();
        throw failure;
      }
    }
    Database two = openSecond(second, write, patience);
    try {
      return new DatabasePair(Database.openToRead(first, patience), two).checked();
    } catch (IOException | RuntimeException failure) {
      two.close();
      throw failure;
    }
  }

  private static Database openSecond(Path path, boolean write, Duration patience)
      throws IOException {
    return write ? Database.openToWrite(path, patience) : Database.openToRead(path, patience);
  }

  private DatabasePair checked() throws FileSystemException {
    if (!first.header().archives().equals(second.header().archives())) {
      String reason =
          "the layouts differ: "
              + first.header().retentions()
              + " and "
              + second.header().retentions()
              + "; bring one to the other's layout first (bucky resize)";
      close();
      throw new FileSystemException(first.path().toString(), second.path().toString(), reason);
    }
    return this;
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
  public void close() {
    first.close();
    second.close();
  }
}
