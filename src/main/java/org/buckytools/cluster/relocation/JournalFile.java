package org.buckytools.cluster.relocation;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.Set;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Finished.Result;

/**
 * A journal in a text file, a line for each move that has come to an end, in fields that tabs part:
 * its result, the metric, what it is known by, where it went, where it was, how many points, and
 * where and why it failed. A failed metric is written down, too, and never counts as done.
 *
 * <p>A line that was cut off when a run died is removed by the next. About 100 bytes of memory for
 * each line that is there at the start. Not for several runs at a time.
 */
public final class JournalFile implements Journal {
  private static final String FIRST_LINE = "# bucky journal 1";
  private static final int DONE_FIELDS = 3;
  private static final int DIGEST_BYTES = 15;

  private final Path file;
  private final Writer writer;
  private final Set<String> done = new HashSet<>();

  /**
   * Opens a journal, or begins one.
   *
   * @throws IOException if it cannot be read and written, or is something else
   */
  public JournalFile(Path file) throws IOException {
    this.file = file;
    boolean isNew = Files.notExists(file) || Files.size(file) == 0;
    if (!isNew) {
      repair();
      read();
    }
    writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    if (isNew) {
      line(FIRST_LINE);
    }
  }

  private void repair() throws IOException {
    try (RandomAccessFile text = new RandomAccessFile(file.toFile(), "rw")) {
      byte[] start = new byte[FIRST_LINE.length()];
      int length = text.read(start);
      if (!FIRST_LINE.startsWith(new String(start, 0, length, StandardCharsets.UTF_8))) {
        throw new IOException(file + " is no journal of bucky; give the name of another file");
      }
      long end = text.length();
      while (end > 0) {
        text.seek(end - 1);
        if (text.read() == '\n') {
          break;
        }
        end--;
      }
      text.setLength(end);
      if (end == 0) {
        text.write((FIRST_LINE + "\n").getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private void read() throws IOException {
    try (BufferedReader lines = Files.newBufferedReader(file)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] fields = line.split("\t", -1);
        if (fields.length > DONE_FIELDS && isDone(fields[0])) {
          done.add(fields[2]);
        }
      }
    }
  }

  private static boolean isDone(String word) {
    return word.equals(Result.MOVED.name())
        || word.equals(Result.COPIED.name())
        || word.equals(Result.HEALED.name())
        || word.equals(Result.WHOLE.name());
  }

  @Override
  public boolean isDone(Move move) {
    return !done.isEmpty() && done.contains(key(move));
  }

  @Override
  public synchronized void record(Finished finished) throws IOException {
    if (finished.result() == Result.DONE_BEFORE) {
      return;
    }
    Move move = finished.move();
    line(
        String.join(
            "\t",
            finished.result().name(),
            move.metric(),
            key(move),
            String.join(",", move.owners()),
            String.join(",", move.sources().stream().map(Source::agent).distinct().toList()),
            Long.toString(finished.points()),
            finished.agent(),
            oneLine(finished.reason())));
  }

  private static String oneLine(String reason) {
    return reason.replaceAll("\\p{Cntrl}", " ");
  }

  private void line(String text) throws IOException {
    try {
      writer.write(text);
      writer.write('\n');
      writer.flush();
    } catch (IOException e) {
      throw new IOException(file + ": the journal cannot be written: " + e.getMessage(), e);
    }
  }

  /** Names what is to be done: the metric, from where, to where. */
  private static String key(Move move) {
    StringBuilder text = new StringBuilder(move.metric());
    move.owners().forEach(owner -> text.append('\n').append(owner));
    for (Source source : move.sources()) {
      // What an owner has is another thing after a move than before.
      if (!source.misplaced() && move.isMisplaced()) {
        continue;
      }
      text.append('\t').append(source.agent()).append(' ').append(source.metric());
    }
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().encodeToString(Arrays.copyOf(digest, DIGEST_BYTES));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
