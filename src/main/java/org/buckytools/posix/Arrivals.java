package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * New files of a tree that are written, but not there yet. They get their names a batch at a time:
 * first the file system is synced once, so that what is in them is on the disk, then they are
 * renamed. A crash at any moment leaves a file that is whole or none, and perhaps hidden ones,
 * which whoever creates the same files next takes over. Until then they stay open and locked, so
 * nobody takes them for leftovers. For one thread at a time.
 *
 * @param <T> what somebody knows a file by
 */
public final class Arrivals<T> implements AutoCloseable {
  /** Enough to make syncing cheap. */
  private static final int BATCH = 128;

  /** How many files all that work at a time may keep open: half of what a process usually may. */
  private static final int MOST_OPEN = 512;

  /**
   * Hears how it went.
   *
   * @param <T> what somebody knows a file by
   */
  public interface Outcome<T> {
    /** The file is there, though perhaps not after a crash before the next sync. */
    void arrived(T about) throws IOException, InterruptedException;

    /**
     * Somebody else has created it meanwhile.
     *
     * @param written the hidden file, removed when this returns
     */
    void taken(T about, Path written) throws IOException, InterruptedException;

    /** It is not there. */
    void failed(T about, IOException failure) throws IOException, InterruptedException;
  }

  private record Arrival<T>(T about, NewFile file) {}

  private final Path tree;
  private final Outcome<T> outcome;
  private final int most;
  private List<Arrival<T>> waiting = new ArrayList<>();

  /**
   * @param tree whose file system is that of all files
   * @param count how many like this there are in the process, with this one
   */
  public Arrivals(Path tree, Outcome<T> outcome, int count) {
    this.most = Math.max(1, Math.min(BATCH, MOST_OPEN / count));
    this.tree = tree;
    this.outcome = outcome;
  }

  /** Adds a file, which is closed in the end. */
  public void add(T about, NewFile file) {
    file.file().startWriting();
    waiting.add(new Arrival<>(about, file));
  }

  /** Names the files if there are many. */
  public void flushIfMany() throws IOException, InterruptedException {
    if (waiting.size() >= most) {
      flush();
    }
  }

  /** Names all files, and those that are added by that, because others took their names. */
  public void flushAll() throws IOException, InterruptedException {
    while (!waiting.isEmpty()) {
      flush();
    }
  }

  private void flush() throws IOException, InterruptedException {
    List<Arrival<T>> batch = waiting;
    waiting = new ArrayList<>();
    IOException unsynced = null;
    try {
      sync(tree);
    } catch (IOException failure) {
      unsynced = failure;
    }
    for (Arrival<T> arrival : batch) {
      try (NewFile file = arrival.file()) {
        if (unsynced != null) {
          outcome.failed(arrival.about(), unsynced);
        } else {
          name(arrival.about(), file);
        }
      }
    }
  }

  private void name(T about, NewFile file) throws IOException, InterruptedException {
    try {
      file.publish();
    } catch (FileAlreadyExistsException exists) {
      outcome.taken(about, file.file().path());
      return;
    } catch (IOException failure) {
      outcome.failed(about, failure);
      return;
    }
    outcome.arrived(about);
  }

  /** Waits until all that has been done to a tree is on its disk. */
  public static void sync(Path tree) throws IOException {
    try (PosixFile directory = PosixFile.open(tree, PosixFile.Access.READ)) {
      directory.syncFileSystem();
    }
  }

  /** Removes what has not got its name. */
  @Override
  public void close() {
    for (Arrival<T> arrival : waiting) {
      try {
        arrival.file().close();
      } catch (IOException leftover) {
        // It is hidden, and the next who creates that file takes it over.
      }
    }
    waiting.clear();
  }
}
