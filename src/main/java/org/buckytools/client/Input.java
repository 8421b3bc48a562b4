package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** A buffer before a connection's stream; unlike Java's own it locks nothing. For one thread. */
final class Input extends InputStream {
  private static final int BUFFER = 1 << 13;

  private final Timed in;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int end;

  Input(Timed in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    return isAtEnd() ? -1 : buffer[at++] & 0xff;
  }

  /** Whether nothing more comes; waits for a byte if there is none. */
  boolean isAtEnd() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, BUFFER));
    }
    return end == 0;
  }

  /**
   * Reads a line, which a line feed ends, perhaps after a carriage return.
   *
   * @param most how many bytes it may have, its end included
   * @return the line without its end; nothing if it is longer
   * @throws EOFException if the stream ends before it does
   */
  Optional<String> line(int most) throws IOException {
    byte[] line = {};
    while (!isAtEnd()) {
      int from = at;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      boolean whole = at < end;
      int part = at - from;
      if (line.length + part + (whole ? 1 : 0) > most) {
        return Optional.empty();
      }
      byte[] longer = Arrays.copyOf(line, line.length + part);
      System.arraycopy(buffer, from, longer, line.length, part);
      line = longer;
      if (whole) {
        at++;
        boolean carriage = line.length > 0 && line[line.length - 1] == '\r';
        int length = carriage ? line.length - 1 : line.length;
        return Optional.of(new String(line, 0, length, StandardCharsets.UTF_8));
      }
    }
    throw new EOFException();
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    if (at == end) {
      return in.read(into, offset, length);
    }
    int count = Math.min(length, end - at);
    System.arraycopy(buffer, at, into, offset, count);
    at += count;
    return count;
  }

  /** Reads at least a byte, unless the stream ends. */
  int read(ByteBuffer into) throws IOException {
    if (at == end) {
      return in.read(into);
    }
    int count = Math.min(into.remaining(), end - at);
    into.put(buffer, at, count);
    at += count;
    return count;
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
