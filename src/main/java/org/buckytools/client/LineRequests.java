package org.buckytools.client;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.function.Function;
import org.buckytools.wire.Api;
import org.buckytools.wire.WireJson;

/** Requests about many things, a line for each, that are answered in lines of JSON. */
final class LineRequests {
  private static final byte LINE_END = '\n';

  private final Http http;

  LineRequests(Http http) {
    this.http = http;
  }

  /**
   * Sends a line for each of some things, and hands over the lines of the answer.
   *
   * @param quiet how long it may take until one more line comes
   * @param repeatable whether asking twice does no harm
   */
  <T, R> Records<R> records(
      String path,
      String type,
      Iterable<? extends T> things,
      Function<T, byte[]> line,
      WireJson<R> told,
      Duration quiet,
      boolean repeatable)
      throws AgentException, InterruptedException {
    Request request = new Request("POST", path).header("Accept", Api.JSON_LINES);
    request.body(type, out -> writeLines(things, line, out));
    if (repeatable) {
      request.repeatable();
    }
    return opened(request, told, quiet);
  }

  /** Sends a request and hands over the lines of its answer. */
  <R> Records<R> opened(Request request, WireJson<R> told, Duration quiet)
      throws AgentException, InterruptedException {
    Answer answer = http.open(request);
    if (answer.status() != 200) {
      try (answer) {
        throw http.unexpected(request, answer);
      }
    }
    answer.setStall(quiet);
    return new JsonLines<>(http, request, answer, told);
  }

  private static <T> void writeLines(
      Iterable<? extends T> things, Function<T, byte[]> line, OutputStream out) throws IOException {
    for (T thing : things) {
      out.write(line.apply(thing));
      out.write(LINE_END);
    }
  }
}
