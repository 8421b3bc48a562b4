package org.buckytools.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.files.ChangedException;
import org.buckytools.agent.files.Condition;
import org.buckytools.agent.files.DigestException;
import org.buckytools.agent.files.FileContent;
import org.buckytools.agent.files.MetricFiles;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Encoding;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Refusal;
import org.buckytools.client.Fetched;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Stored;
import org.buckytools.wire.WireJson;

/** {@link Api#METRICS} with a name: one metric's file. */
final class MetricEndpoint implements Endpoint {
  private static final String ABOVE = Api.METRICS + "/";
  private static final WireJson<MetricStat> STAT = MetricStat.JSON;
  private static final WireJson<Stored> STORED = Stored.JSON;
  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);
  private static final int OK = 200;

  private final Access access;
  private final MetricFiles files;
  private final Bodies bodies;
  private final Offload offload;

  MetricEndpoint(Access access, MetricFiles files, Bodies bodies, Offload offload) {
    this.access = access;
    this.files = files;
    this.bodies = bodies;
    this.offload = offload;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.of(exchange, access);
    String text = exchange.pathBelow(ABOVE);
    if (text.isEmpty()) {
      throw new Refusal(Refusal.BAD_REQUEST, "Metric name missing.");
    }
    MetricName name = MetricName.of(text);
    exchange.allow("HEAD", "GET", "POST", "PUT", "DELETE");
    asker.rights().require(operation(exchange.method()), name);
    try {
      switch (exchange.method()) {
        case "HEAD" -> head(exchange, name);
        case "GET" -> get(exchange, name);
        case "POST" -> post(exchange, asker, name);
        case "PUT" -> put(exchange, name);
        default -> delete(exchange, name);
      }
    } catch (ChangedException changed) {
      throw new Refusal(412, changed.getMessage());
    } catch (DigestException damaged) {
      throw new Refusal(Refusal.BAD_REQUEST, damaged.getMessage());
    }
  }

  private static Operation operation(String method) {
    return switch (method) {
      case "POST" -> Operation.UPDATE;
      case "PUT" -> Operation.REPLACE;
      case "DELETE" -> Operation.DELETE;
      default -> Operation.READ;
    };
  }

  private void head(Exchange exchange, MetricName name) throws IOException, InterruptedException {
    MetricStat stat = Missing.told(() -> files.statWithDigest(name));
    describe(exchange, stat);
    exchange.answerHead();
  }

  private void get(Exchange exchange, MetricName name) throws IOException, InterruptedException {
    FileContent content = Missing.told(() -> files.read(name));
    Encoding encoding = Encoding.accepted(exchange);
    MetricStat stat = content.stat();
    if (encoding == Encoding.IDENTITY) {
      describe(exchange, stat);
      exchange.answer(OK, Api.BINARY, ByteBuffer.wrap(content.bytes()));
      return;
    }
    int number = encoding == Encoding.SNAPPY ? 1 : 0;
    describe(
        exchange,
        new MetricStat(
            stat.name(), stat.size(), stat.mode(), stat.modTime(), number, stat.digest(), null));
    exchange.with("Content-Encoding", encoding.word());
    exchange.answer(OK, Api.BINARY, bodies.encode(content.bytes(), encoding));
  }

  private static void describe(Exchange exchange, MetricStat stat) {
    exchange.with(Api.METRIC_STAT, ascii(STAT.text(stat)));
    exchange.with("ETag", '"' + stat.digest() + '"');
    exchange.with("Vary", "Accept-Encoding");
    exchange.with(
        "Last-Modified",
        HTTP_DATE.format(Instant.ofEpochSecond(stat.modTime()).atOffset(ZoneOffset.UTC)));
  }

  /** Headers are ASCII; in JSON everything else can be written so. */
  private static String ascii(String json) {
    StringBuilder text = new StringBuilder(json.length());
    for (char unit : json.toCharArray()) {
      if (unit < 0x7f) {
        text.append(unit);
      } else {
        text.append(String.format("\\u%04x", (int) unit));
      }
    }
    return text.toString();
  }

  private void post(Exchange exchange, Asker asker, MetricName name)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    if (exchange.query().isTrue(Api.FETCH_OFFLOAD)) {
      Fetched fetched = offload.fetch(exchange, asker, name);
      long download = System.nanoTime() - start;
      answer(
          exchange,
          files.fillChecked(name, ByteBuffer.wrap(fetched.bytes()), fetched.digest()),
          download,
          0);
      return;
    }
    try (Memory.Hold _ = bodies.hold(exchange)) {
      Bodies.Received body = bodies.receive(exchange);
      answer(
          exchange,
          files.fill(name, ByteBuffer.wrap(body.bytes()), exchange.header(Api.DIGEST)),
          body.download(),
          body.decode());
    }
  }

  private void put(Exchange exchange, MetricName name) throws IOException, InterruptedException {
    try (Memory.Hold _ = bodies.hold(exchange)) {
      Bodies.Received body = bodies.receive(exchange);
      answer(
          exchange,
          files.replace(
              name,
              ByteBuffer.wrap(body.bytes()),
              exchange.header(Api.DIGEST),
              condition(exchange)),
          body.download(),
          body.decode());
    }
  }

  private static void answer(
      Exchange exchange, MetricFiles.Result result, long download, long decode) throws IOException {
    boolean filled =
        switch (result.outcome()) {
          case FILLED, UNCHANGED -> true;
          case CREATED, REPLACED -> false;
        };
    Stored stored =
        new Stored(
            download,
            0,
            filled ? result.nanos() : 0,
            decode,
            filled ? 0 : result.nanos(),
            result.outcome().name().toLowerCase(Locale.ROOT),
            result.points(),
            result.unheld(),
            result.received(),
            result.digest());
    exchange.with("ETag", '"' + result.digest() + '"');
    exchange.answer(Api.JSON, STORED.bytes(stored));
  }

  private void delete(Exchange exchange, MetricName name) throws IOException, InterruptedException {
    Condition condition = condition(exchange);
    Missing.told(
        () -> {
          files.delete(name, condition);
          return null;
        });
    exchange.answer(OK, Api.TEXT, ByteBuffer.allocate(0));
  }

  private static Condition condition(Exchange exchange) {
    return exchange.header("If-Match").map(Condition::ofHeader).orElse(Condition.NONE);
  }
}
