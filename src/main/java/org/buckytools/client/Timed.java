package org.buckytools.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/** A socket's input with a limit on each wait, or on all waits of a phase together. */
final class Timed extends InputStream {
  private static final int PART = 1 << 16;

  private final Socket socket;
  private final InputStream in;
  private final Optional<Watch> watch;
  private long stall;
  private long end;
  private boolean phase;

  /**
   * @param watch guards the socket's channel, if bytes can be read from that as they are
   */
  Timed(Socket socket, Optional<Watch> watch) throws IOException {
    this.socket = socket;
    this.watch = watch;
    this.in = socket.getInputStream();
  }

  /** From now on all waits together may last that long. */
  void within(Duration limit) {
    phase = true;
    end = System.nanoTime() + limit.toNanos();
  }

  /** From now on each wait may last that long. */
  void each(Duration limit) {
    phase = false;
    stall = limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] into, int offset, int length) throws IOException {
    long nanos = phase ? end - System.nanoTime() : stall;
    if (nanos <= 0) {
      throw new SocketTimeoutException("out of time");
    }
    socket.setSoTimeout(Math.clamp(nanos / 1_000_000, 1, Integer.MAX_VALUE));
    return in.read(into, offset, length);
  }

  /** Reads at least a byte, unless the stream ends. For bodies. */
  int read(ByteBuffer into) throws IOException {
    if (watch.isPresent() && into.isDirect()) {
      return watch.get().guard(stall, "nothing comes", channel -> channel.read(into));
    }
    if (into.hasArray()) {
      int got = read(into.array(), into.arrayOffset() + into.position(), into.remaining());
      into.position(into.position() + Math.max(0, got));
      return got;
    }
    byte[] part = new byte[Math.min(PART, into.remaining())];
    int got = read(part, 0, part.length);
    if (got > 0) {
      into.put(part, 0, got);
    }
    return got;
  }
}
