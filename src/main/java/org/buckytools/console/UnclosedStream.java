package org.buckytools.console;

import java.io.IOException;
import java.io.OutputStream;

/** Standard output for those who write binary data to it: closing flushes, no more. */
final class UnclosedStream extends OutputStream {
  private final OutputStream out;

  UnclosedStream(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int unit) {
    write(new byte[] {(byte) unit}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      throw new Console.OutputException(e);
    }
  }

  @Override
  public void flush() {
    try {
      out.flush();
    } catch (IOException e) {
      throw new Console.OutputException(e);
    }
  }

  @Override
  public void close() {
    flush();
  }
}
