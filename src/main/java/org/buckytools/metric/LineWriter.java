package org.buckytools.metric;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/**
 * Writes names a line each, and after a tab each what is asked for beside them, {@code -} where
 * that is not known. {@link LineCursor} reads it. For one thread.
 */
public final class LineWriter {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NUMBER = 20;

  private final OutputStream out;
  private final List<NameField> fields;
  private final byte[] buffer = new byte[BUFFER];
  private final byte[] digits = new byte[LONGEST_NUMBER];
  private int used;

  /**
   * Writes to a stream, which needs no buffer.
   *
   * @param fields to write beside the names, in this order
   */
  public LineWriter(OutputStream out, List<NameField> fields) {
    this.out = out;
    this.fields = List.copyOf(fields);
  }

  /**
   * Writes what a cursor has left, and flushes.
   *
   * @return how many names there were
   */
  public long writeAll(NameCursor names) throws IOException {
    long count = 0;
    while (names.next()) {
      write(names);
      count++;
    }
    flush();
    return count;
  }

  /** Writes the name that a cursor is at. */
  public void write(NameCursor names) throws IOException {
    int length = names.length();
    int most = length + 1 + fields.size() * (LONGEST_NUMBER + 1);
    if (most > BUFFER - used) {
      drain();
    }
    System.arraycopy(names.bytes(), 0, buffer, used, length);
    used += length;
    for (NameField field : fields) {
      put('\t');
      number(field.of(names));
    }
    put('\n');
  }

  private void put(char unit) {
    buffer[used] = (byte) unit;
    used++;
  }

  private void number(long number) {
    if (number < 0) {
      put('-');
      return;
    }
    int at = LONGEST_NUMBER;
    long rest = number;
    do {
      at--;
      digits[at] = (byte) ('0' + rest % 10);
      rest /= 10;
    } while (rest > 0);
    System.arraycopy(digits, at, buffer, used, LONGEST_NUMBER - at);
    used += LONGEST_NUMBER - at;
  }

  private void drain() throws IOException {
    out.write(buffer, 0, used);
    used = 0;
  }

  /** Writes what is held back. */
  public void flush() throws IOException {
    drain();
    out.flush();
  }
}
