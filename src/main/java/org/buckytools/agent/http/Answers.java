package org.buckytools.agent.http;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import org.buckytools.wire.Api;

/** An answer of lines that come one by one, from any thread, and are sent at once. Thread-safe. */
public final class Answers {
  /** How long to send nothing at most: an empty line keeps the connection alive. */
  public static final Duration QUIET = Duration.ofSeconds(5);

  private final OutputStream out;
  private int waiting;
  private boolean closed;

  /** Begins the answer. */
  public Answers(Exchange exchange) {
    out = exchange.stream(Api.JSON_LINES);
  }

  /**
   * Sends a line.
   *
   * @param line without its end; an empty one keeps the connection alive
   * @throws IOException if nobody listens any more
   */
  public void send(byte[] line) throws IOException {
    send(List.of(line));
  }

  /** Sends some lines at once. */
  public void send(List<byte[]> lines) throws IOException {
    synchronized (this) {
      waiting++;
    }
    synchronized (out) {
      boolean last;
      synchronized (this) {
        last = --waiting == 0;
      }
      if (closed) {
        throw new IOException("the answer has ended");
      }
      for (byte[] line : lines) {
        out.write(line);
        out.write('\n');
      }
      // Who waits behind this one flushes for both.
      if (last) {
        out.flush();
      }
    }
  }

  /**
   * Ends the answer. One that fails is not ended but cut off, so that nobody takes it for whole.
   */
  public void end() throws IOException {
    synchronized (out) {
      closed = true;
      out.close();
    }
  }
}
