package org.buckytools.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.util.Arrays;
import java.util.Optional;
import org.buckytools.wire.WireJson;

/** Records in lines of JSON. Empty lines, which keep a connection alive, are passed over. */
final class JsonLines<T> implements Records<T> {
  private static final int LONGEST = 1 << 20;

  private final Http http;
  private final Request request;
  private final Answer answer;
  private final WireJson<T> json;
  private final byte[] buffer = new byte[32 << 10];
  private int start;
  private int end;
  private byte[] line = new byte[1 << 10];

  JsonLines(Http http, Request request, Answer answer, WireJson<T> json) {
    this.http = http;
    this.request = request;
    this.answer = answer;
    this.json = json;
  }

  @Override
  public Optional<T> next() throws IOException, InterruptedException {
    try {
      int length = 0;
      while (length == 0) {
        length = readLine();
      }
      if (length < 0) {
        return Optional.empty();
      }
      return Optional.of(read(length));
    } catch (IOException e) {
      close();
      throw http.failure(request, answer.unmade().orElse(e));
    }
  }

  private T read(int length) throws ProtocolException {
    try {
      return json.read(line, 0, length);
    } catch (IOException e) {
      ProtocolException garbage =
          new ProtocolException("a line of its answer cannot be read: " + e.getMessage());
      garbage.initCause(e);
      throw garbage;
    }
  }

  private int readLine() throws IOException {
    int length = 0;
    while (true) {
      if (start == end) {
        start = 0;
        end = Math.max(0, answer.body().read(buffer, 0, buffer.length));
        if (end == 0) {
          if (length > 0) {
            throw new ProtocolException("the last line of its answer is cut off");
          }
          return -1;
        }
      }
      int at = start;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      int part = at - start;
      if (length + part > LONGEST) {
        throw new ProtocolException("a line of its answer is longer than " + LONGEST + " bytes");
      }
      if (length + part > line.length) {
        line = Arrays.copyOf(line, Math.max(length + part, 2 * line.length));
      }
      System.arraycopy(buffer, start, line, length, part);
      length += part;
      start = at;
      if (at < end) {
        start++;
        return length;
      }
    }
  }

  @Override
  public void close() {
    answer.close();
  }
}
