package org.buckytools.agent.http;

import java.io.IOException;
import java.io.OutputStream;

/** Collects small writes into chunks of an answer. */
final class AnswerStream extends OutputStream {
  private static final int CHUNK = 1 << 15;

  private final OutputStream out;
  private final byte[] buffer = new byte[CHUNK];
  private int length;

  AnswerStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int unit) throws IOException {
    if (length == CHUNK) {
      send();
    }
    buffer[length++] = (byte) unit;
  }

  @Override
  public void write(byte[] bytes, int from, int count) throws IOException {
    int done = 0;
    while (done < count) {
      if (length == CHUNK) {
        send();
      }
      int part = Math.min(count - done, CHUNK - length);
      System.arraycopy(bytes, from + done, buffer, length, part);
      length += part;
      done += part;
    }
  }

  private void send() throws IOException {
    out.write(buffer, 0, length);
    length = 0;
  }

  @Override
  public void flush() throws IOException {
    send();
    out.flush();
  }

  @Override
  public void close() throws IOException {
    send();
    out.close();
  }
}
