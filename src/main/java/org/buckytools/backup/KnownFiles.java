package org.buckytools.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.FileStamp;

/**
 * The digests of a tree's files, kept on this host from run to run, so that a file whose inode has
 * not changed need not be read again. They are about the files only: what a store has of them is
 * told by the store. So one state serves any number of stores, and without it everything is only
 * slower. Reads the old state while it writes the new one, a block at a time. Thread-safe.
 *
 * <p>The new state takes the old one's place at the end of a run; what cannot be read or written is
 * told as a note and fails nothing.
 */
final class KnownFiles implements Closeable {
  private final Consumer<String> notes;
  private final InTurn<KnownFile> told = new InTurn<>(this::add);
  private KnownFilesReader reader;
  private KnownFilesWriter writer;
  private boolean changed;

  /**
   * Opens the state of a tree.
   *
   * @param file where it is kept, nothing to remember nothing
   * @param now seconds since 1970
   * @param trust whether to believe what it holds
   * @param notes gets what is wrong with it
   */
  KnownFiles(Optional<Path> file, Path tree, long now, boolean trust, Consumer<String> notes) {
    this.notes = notes;
    if (file.isEmpty()) {
      return;
    }
    String root = tree.toString();
    try {
      reader = trust ? KnownFilesReader.open(file.get(), root, now) : null;
    } catch (IOException useless) {
      notes.accept(useless.getMessage() + "; all files are read");
    }
    changed = reader == null;
    try {
      writer = new KnownFilesWriter(file.get(), root, now);
    } catch (IOException failure) {
      notes.accept(unwritable(failure));
    }
  }

  private static String unwritable(IOException failure) {
    return "the digests of this run cannot be kept for the next: " + failure.getMessage();
  }

  /** What is remembered of a metric's file, or null; metrics come in order. */
  synchronized KnownFile of(MetricName metric) {
    try {
      KnownFile known = reader == null ? null : reader.of(metric.toString());
      changed |= reader != null && reader.hasSkipped();
      return known;
    } catch (IOException damaged) {
      changed = true;
      notes.accept(damaged.getMessage() + "; what follows is read");
      closeReader();
      return null;
    }
  }

  /**
   * Tells what is known of a metric now.
   *
   * @param turn of the metric in the run
   * @param old what was remembered, null if nothing
   * @param now null if nothing is to be remembered
   */
  synchronized void tell(long turn, KnownFile old, KnownFile now) {
    changed |= old == null ? now != null : now == null || !old.isSameAs(now);
    try {
      told.tell(turn, now);
    } catch (IOException failure) {
      notes.accept(unwritable(failure));
      closeWriter();
    }
  }

  private void add(KnownFile known) throws IOException {
    if (known != null && writer != null) {
      writer.add(known);
    }
  }

  /** A file that was read, if it can be told by its stamp that it has not changed since. */
  static KnownFile read(MetricName metric, FileStamp stamp, String digest, long before) {
    return stamp.isTelling(before) ? new KnownFile(metric.toString(), stamp, digest) : null;
  }

  /** Ends a run in which all metrics have been told. */
  synchronized void finish() {
    try {
      changed |= reader != null && !reader.isAtEnd();
      if (writer != null && changed) {
        writer.finish();
      }
    } catch (IOException failure) {
      notes.accept(unwritable(failure));
    }
  }

  private void closeReader() {
    try {
      if (reader != null) {
        reader.close();
      }
    } catch (IOException harmless) {
      // It was only read.
    }
    reader = null;
  }

  private void closeWriter() {
    try {
      if (writer != null) {
        writer.close();
      }
    } catch (IOException failure) {
      notes.accept(unwritable(failure));
    }
    writer = null;
  }

  @Override
  public synchronized void close() {
    closeReader();
    closeWriter();
  }
}
