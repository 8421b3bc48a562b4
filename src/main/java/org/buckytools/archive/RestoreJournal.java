package org.buckytools.archive;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.buckytools.metric.MetricName;

/**
 * Which members of an archive have been restored, so that a run that was broken off can be taken up
 * again: a file that begins with a line about the restore and then has a line for each member that
 * is done, its number in the archive and the metric's name. A last line without its end does not
 * count. Thread-safe.
 */
public final class RestoreJournal implements AutoCloseable {
  private static final String TITLE = "bucky restore ";

  private final BitSet before = new BitSet();
  private final FileChannel file;

  private RestoreJournal(FileChannel file) {
    this.file = file;
  }

  /** Remembers nothing. */
  public static RestoreJournal none() {
    return new RestoreJournal(null);
  }

  /**
   * Takes a journal up, or begins it.
   *
   * @param about what is restored and where to, in one line
   * @throws FileSystemException if it is about something else
   */
  public static RestoreJournal open(Path path, String about) throws IOException {
    FileChannel file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      RestoreJournal journal = new RestoreJournal(file);
      journal.takeUp(path, TITLE + about);
      return journal;
    } catch (IOException | RuntimeException failure) {
      file.close();
      throw failure;
    }
  }

  private void takeUp(Path path, String title) throws IOException {
    // Not closed, which would close the file.
    InputStream in = new BufferedInputStream(Channels.newInputStream(file));
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    long whole = 0;
    for (int unit = in.read(); unit >= 0; unit = in.read()) {
      if (unit != '\n') {
        line.write(unit);
        continue;
      }
      String text = line.toString(StandardCharsets.UTF_8);
      if (whole == 0 && !text.equals(title) || whole > 0 && !remember(text)) {
        throw foreign(path, title);
      }
      whole += line.size() + 1;
      line.reset();
    }
    if (whole == 0 && !title.startsWith(line.toString(StandardCharsets.UTF_8))) {
      throw foreign(path, title);
    }
    file.truncate(whole).position(whole);
    if (whole == 0) {
      write(title + "\n");
    }
  }

  private static FileSystemException foreign(Path path, String title) {
    return new FileSystemException(
        path.toString(),
        null,
        "is not the journal of '" + title + "'; name another file, or remove this one");
  }

  private boolean remember(String line) {
    int space = line.indexOf(' ');
    try {
      before.set(Integer.parseInt(line.substring(0, Math.max(space, 0))));
      return true;
    } catch (IndexOutOfBoundsException | NumberFormatException strange) {
      return false;
    }
  }

  /** Whether an earlier run has done a member. */
  boolean holds(int number) {
    return before.get(number);
  }

  /** Notes that a member is done. */
  synchronized void done(int number, MetricName name) throws IOException {
    if (file != null) {
      write(number + " " + name + "\n");
    }
  }

  private void write(String line) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8));
    while (bytes.hasRemaining()) {
      file.write(bytes);
    }
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
