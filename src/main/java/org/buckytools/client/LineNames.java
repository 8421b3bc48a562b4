package org.buckytools.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;

/** Names in lines, each followed by fields after tabs. */
final class LineNames implements RawNames {
  private static final int LONGEST = 16 << 10;
  private static final long UNKNOWN = -1;

  private final InputStream in;
  private final byte[] buffer = new byte[128 << 10];
  private int start;
  private int end;
  private byte[] line = new byte[1 << 10];
  private int length;
  private int whole;

  LineNames(InputStream in) {
    this.in = in;
  }

  @Override
  public boolean next() throws IOException {
    whole = 0;
    while (true) {
      int at = start;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      append(at - start);
      if (at < end) {
        start = at + 1;
        split();
        return true;
      }
      start = 0;
      end = Math.max(0, in.read(buffer, 0, buffer.length));
      if (end == 0) {
        if (whole > 0) {
          throw new ProtocolException("the last line is cut off");
        }
        return false;
      }
    }
  }

  private void append(int count) throws IOException {
    if (whole + count > LONGEST) {
      throw new ProtocolException("a line is longer than " + LONGEST + " bytes");
    }
    if (whole + count > line.length) {
      line = java.util.Arrays.copyOf(line, Math.max(whole + count, 2 * line.length));
    }
    System.arraycopy(buffer, start, line, whole, count);
    whole += count;
  }

  private void split() {
    length = 0;
    while (length < whole && line[length] != '\t') {
      length++;
    }
  }

  @Override
  public byte[] bytes() {
    return line;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long field(int column) {
    int at = length;
    for (int skipped = 0; at < whole && skipped < column; skipped++) {
      at++;
      while (at < whole && line[at] != '\t') {
        at++;
      }
    }
    if (at >= whole) {
      return UNKNOWN;
    }
    long number = 0;
    int digits = 0;
    for (at++; at < whole && line[at] != '\t'; at++, digits++) {
      if (line[at] < '0' || line[at] > '9' || digits == 18) {
        return UNKNOWN;
      }
      number = 10 * number + line[at] - '0';
    }
    return digits == 0 ? UNKNOWN : number;
  }
}
