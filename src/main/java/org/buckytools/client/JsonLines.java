package org.buckytools.client;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.util.Optional;
import org.buckytools.wire.WireJson;

/** Records in lines of JSON. Empty lines, which keep a connection alive, are passed over. */
final class JsonLines<T> implements Records<T> {
  private static final int LONGEST = 1 << 20;

  private final Http http;
  private final Request request;
  private final Answer answer;
  private final Bounded body;
  private final WireJson.Values<T> values;

  JsonLines(Http http, Request request, Answer answer, WireJson<T> json) {
    this.http = http;
    this.request = request;
    this.answer = answer;
    body = new Bounded(answer.body());
    values = json.values(body);
  }

  @Override
  public Optional<T> next() throws IOException, InterruptedException {
    try {
      body.next();
      return read();
    } catch (IOException e) {
      close();
      throw http.failure(request, answer.unmade().orElse(e));
    }
  }

  private Optional<T> read() throws IOException {
    try {
      return values.next();
    } catch (EOFException cut) {
      if (body.ended) {
        throw new ProtocolException("the last line of its answer is cut off");
      }
      throw cut;
    } catch (ProtocolException garbage) {
      if (body.failed) {
        throw garbage;
      }
      ProtocolException told =
          new ProtocolException("a line of its answer cannot be read: " + garbage.getMessage());
      told.initCause(garbage);
      throw told;
    }
  }

  @Override
  public void close() {
    values.close();
    answer.close();
  }

  /** A body whose records may not be too long. What is read ahead counts for the one before. */
  private static final class Bounded extends InputStream {
    private final Body body;
    private int room;
    private boolean ended;
    private boolean failed;

    Bounded(Body body) {
      this.body = body;
    }

    void next() {
      room = LONGEST;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      // Empty lines, of which any number may come, are a byte each.
      int got;
      try {
        got = body.read(into, offset, length);
      } catch (IOException failure) {
        failed = true;
        throw failure;
      }
      ended = got < 0;
      room -= Math.max(0, got);
      if (room < 0) {
        failed = true;
        throw new ProtocolException("a line of its answer is longer than " + LONGEST + " bytes");
      }
      return got;
    }
  }
}
