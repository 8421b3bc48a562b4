package org.buckytools.metric;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * Reads names as {@link LineWriter} writes them, and believes nothing: each is checked, must be
 * greater than the one before, and the last line must be whole. Holds two names and a buffer of 64
 * KiB. For one thread.
 */
public final class LineCursor implements NameCursor {
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_NAME = 3500;
  private static final int MOST_DIGITS = 18;

  private final InputStream in;
  private final NameField[] fields;
  private final long[] values = new long[NameField.values().length];
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private byte[] name = new byte[LONGEST_NAME];
  private int length;
  private byte[] last = new byte[LONGEST_NAME];
  private int lastLength;
  private long line;

  /**
   * Reads a stream, which needs no buffer.
   *
   * @param fields that stand beside the names, in their order
   */
  public LineCursor(InputStream in, List<NameField> fields) {
    this.in = in;
    this.fields = fields.toArray(NameField[]::new);
    Arrays.fill(values, UNKNOWN);
  }

  @Override
  public boolean next() throws IOException {
    if (at == filled && !fill()) {
      return false;
    }
    line++;
    byte[] free = last;
    last = name;
    lastLength = length;
    name = free;
    length = 0;
    byte end = fields.length == 0 ? (byte) '\n' : (byte) '\t';
    readName(end);
    check();
    for (int i = 0; i < fields.length; i++) {
      values[fields[i].ordinal()] = number(i == fields.length - 1 ? '\n' : '\t');
    }
    return true;
  }

  private void readName(byte end) throws IOException {
    while (true) {
      int from = at;
      while (at < filled && buffer[at] != end && buffer[at] != '\n') {
        at++;
      }
      int size = at - from;
      if (length + size > LONGEST_NAME) {
        throw wrong("is longer than a name can be: more than " + LONGEST_NAME + " bytes");
      }
      System.arraycopy(buffer, from, name, length, size);
      length += size;
      if (at < filled) {
        if (buffer[at] != end) {
          throw wrong("has only a name: '" + shown(name, length) + "'");
        }
        at++;
        return;
      }
      more();
    }
  }

  private void check() throws IOException {
    if (!NameBytes.isName(name, 0, length)) {
      throw wrong("'" + shown(name, length) + "' is not a metric name");
    }
    if (line > 1 && Arrays.compareUnsigned(last, 0, lastLength, name, 0, length) >= 0) {
      throw wrong(
          "'%s' came after '%s': names must come in the order of their bytes, each once"
              .formatted(shown(name, length), shown(last, lastLength)));
    }
  }

  private long number(char end) throws IOException {
    long number = 0;
    int digits = 0;
    boolean isUnknown = false;
    for (int unit = unit(); unit != end; unit = unit()) {
      boolean isDigit = unit >= '0' && unit <= '9' && !isUnknown && digits < MOST_DIGITS;
      if (!isDigit && (unit != '-' || digits > 0 || isUnknown)) {
        throw wrong("has what is no number beside '" + shown(name, length) + "'");
      }
      if (isDigit) {
        digits++;
        number = 10 * number + unit - '0';
      } else {
        isUnknown = true;
      }
    }
    if (digits == 0 && !isUnknown) {
      throw wrong("has an empty field beside '" + shown(name, length) + "'");
    }
    return isUnknown ? UNKNOWN : number;
  }

  private byte unit() throws IOException {
    if (at == filled) {
      more();
    }
    at++;
    return buffer[at - 1];
  }

  private void more() throws IOException {
    if (!fill()) {
      throw wrong("breaks off before its end: '" + shown(name, length) + "'");
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = 0;
    int read = in.read(buffer, 0, BUFFER);
    if (read > 0) {
      filled = read;
    }
    return read > 0;
  }

  private IOException wrong(String what) {
    return new IOException("the list of names is damaged: line " + line + ": " + what);
  }

  private static String shown(byte[] name, int length) {
    return InvalidNameException.visible(new String(name, 0, length, StandardCharsets.UTF_8));
  }

  @Override
  public byte[] bytes() {
    return name;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long size() {
    return values[NameField.SIZE.ordinal()];
  }

  @Override
  public long modified() {
    return values[NameField.MTIME.ordinal()];
  }

  @Override
  public long points() {
    return values[NameField.POINTS.ordinal()];
  }

  /** Closes the stream. */
  @Override
  public void close() throws IOException {
    in.close();
  }
}
