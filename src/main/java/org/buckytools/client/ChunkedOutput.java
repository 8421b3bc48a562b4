package org.buckytools.client;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Sends what is written in chunks, as a body whose length nobody knows beforehand. */
final class ChunkedOutput extends OutputStream {

  /** Where the chunks go. */
  interface Sink {
    void write(byte[] bytes, int offset, int length) throws IOException;
  }

  private static final byte[] LAST = "0\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
  private static final int ROOM = 10; // for the size in front, and the line end after it
  private static final int SIZE = 32 << 10;

  private final Sink sink;
  private final byte[] chunk = new byte[ROOM + SIZE + 2];
  private int length;

  ChunkedOutput(Sink sink) {
    this.sink = sink;
  }

  @Override
  public void write(int unit) throws IOException {
    write(new byte[] {(byte) unit}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int count) throws IOException {
    int done = 0;
    while (done < count) {
      int part = Math.min(count - done, SIZE - length);
      System.arraycopy(bytes, offset + done, chunk, ROOM + length, part);
      length += part;
      done += part;
      if (length == SIZE) {
        flush();
      }
    }
  }

  @Override
  public void flush() throws IOException {
    if (length > 0) {
      byte[] size = (Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII);
      int start = ROOM - size.length;
      System.arraycopy(size, 0, chunk, start, size.length);
      chunk[ROOM + length] = '\r';
      chunk[ROOM + length + 1] = '\n';
      sink.write(chunk, start, size.length + length + 2);
      length = 0;
    }
  }

  /** Ends the body. One that is not ended is not whole, and the other side sees that. */
  void finish() throws IOException {
    flush();
    sink.write(LAST, 0, LAST.length);
  }

  @Override
  public void close() {}
}
