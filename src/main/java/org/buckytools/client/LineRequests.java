package org.buckytools.client;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.buckytools.wire.Api;
import org.buckytools.wire.WireJson;

/** Requests about many things, a line for each, that are answered in lines of JSON. */
final class LineRequests {
  // So many are made before they are sent: the request needs no thread of its own then.
  private static final int FEW = 256;

  private final Http http;

  LineRequests(Http http) {
    this.http = http;
  }

  /**
   * Sends a line for each of some things, and hands over the lines of the answer.
   *
   * @param lines makes the lines of some
   * @param quiet how long it may take until one more line comes
   * @param repeatable whether asking twice does no harm
   */
  <T, R> Records<R> records(
      String path,
      String type,
      Iterable<T> things,
      Function<List<T>, byte[]> lines,
      WireJson<R> told,
      Duration quiet,
      boolean repeatable)
      throws AgentException, InterruptedException {
    Request request = new Request("POST", path).header("Accept", Api.JSON_LINES);
    if (things instanceof List<T> few && few.size() <= FEW) {
      byte[] all = lines.apply(few);
      request.body(type, all, all.length);
    } else {
      request.body(type, out -> write(things, lines, out));
    }
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

  private static <T> void write(
      Iterable<T> things, Function<List<T>, byte[]> lines, OutputStream out) throws IOException {
    List<T> some = new ArrayList<>();
    for (T thing : things) {
      some.add(thing);
      if (some.size() == FEW) {
        out.write(lines.apply(some));
        some.clear();
      }
    }
    out.write(lines.apply(some));
  }
}
