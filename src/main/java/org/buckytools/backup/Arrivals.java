package org.buckytools.backup;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;

/**
 * Restored files that are written, but not there yet. They get their names a batch at a time: first
 * the file system is synced once, so that what is in them is on the disk, then they are renamed. A
 * crash at any moment leaves a file that is whole or none, and perhaps hidden ones, which the next
 * restore takes over. Until then they stay open and locked, so nobody takes them for leftovers.
 * Confined to one thread.
 */
final class Arrivals implements AutoCloseable {
  /** Enough to make syncing cheap; few enough for the limit of open files. */
  private static final int BATCH = 128;

  /** Hears how it went. */
  interface Outcome {
    /** The file is there. */
    void arrived(Version version);

    /** It is not. */
    void failed(Version version, IOException failure) throws IOException, InterruptedException;
  }

  private record Arrival(Version version, NewFile file) {}

  private final Path tree;
  private final Outcome outcome;
  private List<Arrival> waiting = new ArrayList<>();

  Arrivals(Path tree, Outcome outcome) {
    this.tree = tree;
    this.outcome = outcome;
  }

  void add(Version version, NewFile file) {
    waiting.add(new Arrival(version, file));
  }

  /** Names the files if there are many. */
  void flushIfMany() throws IOException, InterruptedException {
    if (waiting.size() >= BATCH) {
      flush();
    }
  }

  /** Names all files, and those that are added by that, because others took their names. */
  void flushAll() throws IOException, InterruptedException {
    while (!waiting.isEmpty()) {
      flush();
    }
  }

  private void flush() throws IOException, InterruptedException {
    List<Arrival> batch = waiting;
    waiting = new ArrayList<>();
    IOException unsynced = null;
    try {
      sync(tree);
    } catch (IOException failure) {
      unsynced = failure;
    }
    for (Arrival arrival : batch) {
      IOException failure = unsynced == null ? name(arrival) : close(arrival, unsynced);
      if (failure == null) {
        outcome.arrived(arrival.version());
      } else {
        outcome.failed(arrival.version(), failure);
      }
    }
  }

  /** Waits until all that has been done to a tree is on its disk. */
  static void sync(Path tree) throws IOException {
    try (PosixFile directory = PosixFile.open(tree, PosixFile.Access.READ)) {
      directory.syncFileSystem();
    }
  }

  private static IOException name(Arrival arrival) {
    try (NewFile file = arrival.file()) {
      file.publish();
      return null;
    } catch (IOException failure) {
      return failure;
    }
  }

  private static IOException close(Arrival arrival, IOException failure) {
    try {
      arrival.file().close();
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
    return failure;
  }

  /** Removes what has not got its name. */
  @Override
  public void close() {
    for (Arrival arrival : waiting) {
      close(arrival, new IOException());
    }
    waiting.clear();
  }
}
