package org.buckytools.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

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
    if (at == end) {
      at = 0;
      end = Math.max(0, in.read(buffer, 0, BUFFER));
      if (end == 0) {
        return -1;
      }
    }
    return buffer[at++] & 0xff;
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
