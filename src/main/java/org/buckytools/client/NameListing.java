package org.buckytools.client;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.wire.Api;
import org.buckytools.wire.JsonNames;

/** Asks for the names of an agent's metrics, again while its inventory is being built. */
final class NameListing {
  private static final Duration FIRST_WAIT = Duration.ofMillis(50);
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(5);
  // Their points would have the agent read each file.
  private static final String FIELD_LIST = "size,mtime";

  private final Http http;
  private final NameQuery query;
  private final boolean streams;

  NameListing(Http http, NameQuery query, boolean streams) {
    this.http = http;
    this.query = query;
    this.streams = streams;
  }

  AgentNames open(boolean force) throws AgentException, InterruptedException {
    long end = System.nanoTime() + http.settings().inventory().toNanos();
    Duration wait = FIRST_WAIT;
    String forcing = !force ? "" : streams ? Api.ASKER + UUID.randomUUID() : "true";
    while (true) {
      Request request = request(forcing);
      Answer answer = http.open(request);
      try {
        if (answer.status() == 200) {
          return streams ? lines(request, answer) : sorted(request, answer);
        }
        if (answer.status() != 202) {
          throw http.unexpected(request, answer);
        }
      } catch (IOException e) {
        answer.close();
        throw http.failure(request, e);
      }
      answer.reason(); // So that the connection can be used again.
      answer.close();
      if (!streams) {
        forcing = ""; // Said twice to buckyd it would begin again.
      }
      if (System.nanoTime() + wait.toNanos() > end) {
        throw new AgentException(
            Trouble.BUSY,
            http.address()
                + ": it is still building its inventory after "
                + http.settings().inventory().toSeconds()
                + " s; try again later");
      }
      Thread.sleep(wait);
      Duration twice = wait.multipliedBy(2);
      wait = twice.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : twice;
    }
  }

  private Request request(String force) {
    StringBuilder form = new StringBuilder();
    query.regex().ifPresent(regex -> field(form, Api.REGEX, regex));
    if (streams) {
      if (query.globs().size() == 1) {
        field(form, Api.GLOB, query.globs().getFirst().toString());
      }
      if (query.fields()) {
        field(form, Api.FIELDS, FIELD_LIST);
      }
    }
    if (!force.isEmpty()) {
      field(form, Api.FORCE, force);
    }
    query.list().ifPresent(list -> field(form, Api.LIST, array(list)));
    Request request;
    if (query.list().isPresent()) {
      byte[] bytes = form.toString().getBytes(StandardCharsets.US_ASCII);
      request = new Request("POST", Api.METRICS).body(Api.FORM, bytes, bytes.length).repeatable();
    } else {
      request = new Request("GET", Api.METRICS + (form.isEmpty() ? "" : "?" + form));
    }
    return request.header("Accept", streams ? Api.TEXT : Api.JSON);
  }

  private static void field(StringBuilder form, String name, String value) {
    form.append(form.isEmpty() ? "" : "&").append(name).append('=');
    form.append(URLEncoder.encode(value, StandardCharsets.UTF_8));
  }

  private static String array(List<String> names) {
    return JsonNames.text(names);
  }

  private AgentNames lines(Request request, Answer answer) throws IOException {
    String type = answer.header("Content-Type").orElse("");
    if (!type.startsWith(Api.TEXT)) {
      throw new java.net.ProtocolException(
          "asked for " + Api.TEXT + " it answers '" + Shown.of(type) + "'");
    }
    return new AgentNames(
        new LineNames(answer.body()),
        query.globs().size() > 1 ? query.globbed() : null,
        answer::close,
        e -> failure(request, e));
  }

  private AgentNames sorted(Request request, Answer answer) throws IOException {
    Predicate<String> globbed = query.globbed();
    SortedNames sorted = new SortedNames();
    try (answer;
        JsonNames names = new JsonNames(answer.body())) {
      for (Optional<String> name = names.next(); name.isPresent(); name = names.next()) {
        if (globbed.test(name.get())) {
          sorted.add(name.get().getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    sorted.sort();
    return new AgentNames(sorted, null, () -> {}, e -> failure(request, e));
  }

  private IOException failure(Request request, IOException e) {
    try {
      return http.failure(request, e);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      return e;
    }
  }
}
