package org.buckytools.client;

import java.io.IOException;
import java.net.ProtocolException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.codec.Algorithm;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.MetricStat;
import org.buckytools.wire.Stored;
import org.buckytools.wire.WireJson;

/** Single metrics: their stats, and their bytes both ways. Thread-safe. */
final class Databases implements AutoCloseable {
  private static final WireJson<MetricStat> STATS = MetricStat.JSON;
  private static final WireJson<Stored> STOREDS = Stored.JSON;
  private static final int LONGEST_JSON = 1 << 20;
  // A compressed body may be this much longer than what comes out of it.
  private static final int ENCODING_ROOM = 64 << 10;

  private final Http http;
  private final Codecs snappy = new Codecs(Algorithm.SZ);
  private final Codecs zstd = new Codecs(Algorithm.ZST);

  Databases(Http http) {
    this.http = http;
  }

  Optional<MetricStat> stat(MetricName metric) throws AgentException, InterruptedException {
    Request request = new Request("HEAD", Api.path(metric));
    return http.ask(
        request,
        answer -> {
          if (answer.status() == 404) {
            return Optional.empty();
          }
          if (answer.status() != 200) {
            throw http.unexpected(request, answer);
          }
          MetricStat stat = statOf(answer);
          Optional<String> digest = etag(answer);
          return Optional.of(digest.isEmpty() ? stat : with(stat, digest.get()));
        });
  }

  private static MetricStat with(MetricStat stat, String digest) {
    return new MetricStat(
        stat.name(), stat.size(), stat.mode(), stat.modTime(), stat.encoding(), digest, null);
  }

  Optional<Fetched> get(MetricName metric, boolean canZstd)
      throws AgentException, InterruptedException {
    Request request = new Request("GET", Api.path(metric));
    if (http.settings().encoding()) {
      // buckyd looks for exactly this.
      request.header("Accept-Encoding", canZstd ? Api.ZSTD + ", " + Api.SNAPPY : Api.SNAPPY);
    }
    return http.ask(
        request,
        answer -> {
          if (answer.status() == 404) {
            return Optional.empty();
          }
          if (answer.status() != 200) {
            throw http.unexpected(request, answer);
          }
          return Optional.of(fetched(answer));
        });
  }

  private Fetched fetched(Answer answer) throws IOException {
    MetricStat stat = statOf(answer);
    int limit = http.settings().maxBody();
    if (stat.size() > limit) {
      throw new ProtocolException(
          "the database has " + stat.size() + " bytes, more than the limit of " + limit);
    }
    int size = (int) stat.size();
    String encoding = answer.header("Content-Encoding").orElse("identity");
    byte[] bytes =
        switch (encoding) {
          case "identity" -> answer.bytes(limit);
          case Api.SNAPPY -> snappy.decompress(answer.bytes(encoded(size)), size);
          case Api.ZSTD -> zstd.decompress(answer.bytes(encoded(size)), size);
          default -> throw new ProtocolException("it is encoded as '" + Shown.of(encoding) + "'");
        };
    if (bytes.length != size) {
      throw new ProtocolException("it has " + bytes.length + " bytes, and should have " + size);
    }
    String digest = ContentDigest.of(bytes);
    Optional<String> told = etag(answer);
    if (told.isPresent() && !told.get().equals(digest)) {
      throw new ProtocolException(
          "its digest is " + digest + ", and should be " + Shown.of(told.get()));
    }
    return new Fetched(stat, bytes, digest);
  }

  DatabaseStream together(List<MetricName> metrics, int largest)
      throws AgentException, InterruptedException {
    StringBuilder lines = new StringBuilder();
    metrics.forEach(metric -> lines.append(metric).append('\n'));
    byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
    Request request = new Request("POST", Api.DATABASES).repeatable();
    request.body(Api.TEXT, bytes, bytes.length);
    Answer answer = http.open(request);
    if (answer.status() != 200) {
      try (answer) {
        throw http.unexpected(request, answer);
      }
    }
    return new DatabaseStream(http, request, answer, largest);
  }

  private static int encoded(int size) {
    return (int) Math.min(Integer.MAX_VALUE - 8, size + size / 6L + ENCODING_ROOM);
  }

  private MetricStat statOf(Answer answer) throws IOException {
    Optional<String> header = answer.header(Api.METRIC_STAT);
    if (header.isEmpty()) {
      throw new ProtocolException("the header " + Api.METRIC_STAT + " is missing");
    }
    MetricStat stat;
    try {
      stat = STATS.read(header.get());
    } catch (IOException e) {
      throw new ProtocolException(
          "the header " + Api.METRIC_STAT + " cannot be read: '" + Shown.of(header.get()) + "'");
    }
    if (stat.size() < 0) {
      throw new ProtocolException("the size is " + stat.size());
    }
    return stat;
  }

  /** The digest, if the tag is one of ours. */
  private static Optional<String> etag(Answer answer) {
    return answer
        .header("ETag")
        .filter(tag -> tag.length() > 2 && tag.startsWith("\"") && tag.endsWith("\""))
        .map(tag -> tag.substring(1, tag.length() - 1))
        .filter(ContentDigest::isOne);
  }

  Stored send(
      String method, MetricName metric, MetricStat stat, byte[] bytes, boolean ours, String ifMatch)
      throws AgentException, InterruptedException {
    boolean encode = http.settings().encoding();
    MetricStat told =
        new MetricStat(
            metric.toString(),
            bytes.length,
            stat.mode(),
            stat.modTime(),
            encode ? 1 : 0,
            null,
            null);
    byte[] body = encode ? snappy.compress(bytes) : bytes;
    String digest = ContentDigest.of(bytes);
    Request request = new Request(method, Api.path(metric));
    request.header(Api.METRIC_STAT, ascii(STATS.text(told)));
    if (encode) {
      request.header("Content-Encoding", Api.SNAPPY);
    }
    if (ours) {
      request.header(Api.DIGEST, digest);
    }
    if (ifMatch != null) {
      request.header("If-Match", "\"" + ifMatch + "\"");
    }
    request.body(Api.BINARY, body, body.length);
    return http.ask(
        request,
        answer -> {
          Stored stored = stored(request, answer);
          if (stored.received() != null && !stored.received().equals(digest)) {
            throw new ProtocolException(
                "it received what has the digest "
                    + Shown.of(stored.received())
                    + ", sent was "
                    + digest);
          }
          return stored;
        });
  }

  /** Headers are ASCII; JSON can be. */
  private static String ascii(String json) {
    StringBuilder ascii = new StringBuilder();
    for (char unit : json.toCharArray()) {
      if (unit < 0x7f) {
        ascii.append(unit);
      } else {
        ascii.append(String.format("\\u%04x", (int) unit));
      }
    }
    return ascii.toString();
  }

  Optional<Stored> offload(MetricName metric, String from, MetricName there)
      throws AgentException, InterruptedException {
    String form =
        field(Api.SERVER, from)
            + "&"
            + field(Api.METRIC, there.toString())
            + "&"
            + field(Api.NO_ENCODING, Boolean.toString(!http.settings().encoding()));
    byte[] bytes = form.getBytes(StandardCharsets.US_ASCII);
    Request request =
        new Request("POST", Api.path(metric) + "?" + Api.FETCH_OFFLOAD + "=true")
            .body(Api.FORM, bytes, bytes.length);
    return http.ask(
        request,
        answer -> answer.status() == 404 ? Optional.empty() : Optional.of(stored(request, answer)));
  }

  private static String field(String name, String value) {
    return name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8);
  }

  Stored stored(Request request, Answer answer) throws IOException {
    if (answer.status() != 200 && answer.status() != 201) {
      throw http.unexpected(request, answer);
    }
    byte[] json = answer.bytes(LONGEST_JSON);
    if (json.length == 0) {
      return new Stored(0, 0, 0, 0, 0, null, 0, 0, null, null); // buckyd before 0.5
    }
    try {
      return STOREDS.read(json);
    } catch (IOException e) {
      throw new ProtocolException("its answer cannot be read: " + e.getMessage());
    }
  }

  static AgentException cannot(Address address, String what) {
    return new AgentException(
        Trouble.FAILED, address + ": it is a plain buckyd, which cannot " + what);
  }

  @Override
  public void close() {
    snappy.close();
    zstd.close();
  }
}
