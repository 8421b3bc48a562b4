package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.ByteBuffer;

/**
 * The body of an answer, which ends where its head says, and fails if the connection ends before.
 * Closing it early gives the connection up; at its end it can be used again.
 */
final class Body extends InputStream {

  /** What is done when nobody reads on. */
  interface End {
    void reached(boolean whole);
  }

  private enum Kind {
    FIXED,
    CHUNKED,
    UNTIL_CLOSED
  }

  private static final int LONGEST_CHUNK_LINE = 4 << 10;

  private final Input in;
  private final Kind kind;
  private final End end;
  private final long length;
  private long left;
  private boolean firstChunk = true;
  private boolean ended;

  private Body(Input in, Kind kind, long length, End end) throws IOException {
    this.in = in;
    this.kind = kind;
    this.length = length;
    this.left = kind == Kind.CHUNKED ? 0 : length;
    this.end = end;
    if (kind == Kind.FIXED && left == 0) {
      finish(true);
    }
  }

  static Body of(Input in, Head head, boolean none, End end) throws IOException {
    if (none || head.status() == 204 || head.status() == 304) {
      return new Body(in, Kind.FIXED, 0, end);
    }
    String transfer = head.header("Transfer-Encoding").orElse("identity");
    if (transfer.equalsIgnoreCase("chunked")) {
      return new Body(in, Kind.CHUNKED, -1, end);
    }
    if (!transfer.equalsIgnoreCase("identity")) {
      throw new ProtocolException("it is sent as '" + Shown.of(transfer) + "'");
    }
    if (head.header("Content-Length").isEmpty()) {
      return new Body(in, Kind.UNTIL_CLOSED, Long.MAX_VALUE, end);
    }
    String text = head.header("Content-Length").get();
    long length = number(text, 10, 18);
    if (length < 0) {
      throw new ProtocolException("its length is '" + Shown.of(text) + "'");
    }
    return new Body(in, Kind.FIXED, length, end);
  }

  /** A number of ASCII digits, or -1 if it is none. */
  private static long number(String text, int radix, int mostDigits) {
    if (text.isEmpty() || text.length() > mostDigits) {
      return -1;
    }
    long number = 0;
    for (int i = 0; i < text.length(); i++) {
      int digit = text.charAt(i) < 128 ? Character.digit(text.charAt(i), radix) : -1;
      if (digit < 0) {
        return -1;
      }
      number = number * radix + digit;
    }
    return number;
  }

  /** How many bytes it has, or -1 if only the end will tell. */
  long length() {
    return kind == Kind.FIXED ? length : -1;
  }

  @Override
  public int read() throws IOException {
    if (ended || kind == Kind.CHUNKED && left == 0 && !nextChunk()) {
      return -1;
    }
    int unit = in.read();
    return counted(unit < 0 ? -1 : 1) < 0 ? -1 : unit;
  }

  @Override
  public int read(byte[] into, int offset, int count) throws IOException {
    if (ended || kind == Kind.CHUNKED && left == 0 && !nextChunk()) {
      return -1;
    }
    if (count == 0) {
      return 0;
    }
    return counted(in.read(into, offset, (int) Math.min(count, left)));
  }

  /** Reads at least a byte, unless it ends; without copying where that can be. */
  int read(ByteBuffer into) throws IOException {
    if (ended || kind == Kind.CHUNKED && left == 0 && !nextChunk()) {
      return -1;
    }
    int limit = into.limit();
    into.limit(into.position() + (int) Math.min(into.remaining(), left));
    int got = in.read(into);
    into.limit(limit);
    return counted(got);
  }

  private int counted(int got) throws IOException {
    if (got < 0) {
      if (kind == Kind.UNTIL_CLOSED) {
        finish(false);
        return -1;
      }
      throw new EOFException("it was cut off " + at());
    }
    left -= got;
    if (left == 0 && kind == Kind.FIXED) {
      finish(true);
    }
    return got;
  }

  private String at() {
    return kind == Kind.FIXED
        ? "after " + (length - left) + " of " + length + " bytes"
        : "in the middle";
  }

  private boolean nextChunk() throws IOException {
    if (!firstChunk && !line().isEmpty()) {
      throw new ProtocolException("a chunk is longer than it says");
    }
    firstChunk = false;
    String size = line();
    int semicolon = size.indexOf(';');
    String digits = (semicolon < 0 ? size : size.substring(0, semicolon)).strip();
    long chunk = number(digits, 16, 15);
    if (chunk < 0) {
      throw new ProtocolException("a chunk's size is '" + Shown.of(digits) + "'");
    }
    left = chunk;
    if (left > 0) {
      return true;
    }
    int trailers = 0;
    while (!line().isEmpty()) {
      if (++trailers > 100) {
        throw new ProtocolException("it has too many trailers");
      }
    }
    finish(true);
    return false;
  }

  private String line() throws IOException {
    try {
      return in.line(LONGEST_CHUNK_LINE)
          .orElseThrow(() -> new ProtocolException("a chunk's head is too long"));
    } catch (EOFException cut) {
      throw new EOFException("it was cut off in the middle");
    }
  }

  private void finish(boolean whole) {
    if (!ended) {
      ended = true;
      end.reached(whole);
    }
  }

  @Override
  public void close() {
    finish(false);
  }
}
