package org.buckytools.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.Api;

/**
 * Go's buckyd as far as a client can tell, without any extension of ours: names unsorted in a JSON
 * array, 202 while it builds its inventory, snappy only for those who ask for exactly that and then
 * without a length, a {@code null} beside a 404 of HEAD, errors as lines of text.
 */
public final class PlainBuckyd implements AutoCloseable {
  private static final String TOKEN = "X-Buckyd-Authorization";
  private static final String STAT = "X-Metric-Stat";

  private final HttpServer server;
  private final Path root;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final AtomicInteger building = new AtomicInteger();
  private volatile String ring = "{}";
  private volatile String token;

  /** A buckyd of an address, over a whisper tree. */
  public PlainBuckyd(String address, int port, Path root) throws IOException {
    this.root = root;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), port), 50);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/hashring", exchange -> serve(exchange, this::hashRing));
    server.createContext("/metrics", exchange -> serve(exchange, this::metrics));
    server.start();
    ring(address, "carbon", 1, address);
  }

  /** A buckyd of 127.0.0.1 that is its own ring. */
  public PlainBuckyd(Path root) throws IOException {
    this("127.0.0.1", 0, root);
  }

  /** What {@code /hashring} answers. Nodes are HOST or HOST=INSTANCE. */
  public PlainBuckyd ring(String name, String algo, int replicas, String... nodes) {
    String list =
        Stream.of(nodes)
            .map(node -> node.split("=", 2))
            .map(
                parts ->
                    "{\"Server\":\""
                        + parts[0]
                        + "\",\"Port\":0,\"Instance\":\""
                        + (parts.length > 1 ? parts[1] : "")
                        + "\"}")
            .collect(Collectors.joining(","));
    ring =
        "{\"Name\":\""
            + name
            + "\",\"Nodes\":["
            + list
            + "],\"Algo\":\""
            + algo
            + "\",\"Replicas\":"
            + replicas
            + "}";
    return this;
  }

  /** Lets only those in who show this. */
  public PlainBuckyd token(String text) {
    token = text;
    return this;
  }

  /** So many times it answers that the inventory is being built. */
  public PlainBuckyd building(int times) {
    building.set(times);
    return this;
  }

  /** Where it listens. */
  public Address address() {
    InetSocketAddress bound = server.getAddress();
    return new Address(bound.getAddress().getHostAddress(), bound.getPort(), false);
  }

  /** Its requests so far, such as {@code GET /hashring}. */
  public List<String> requests() {
    return requests;
  }

  private interface Handler {
    void handle(HttpExchange exchange) throws IOException;
  }

  private void serve(HttpExchange exchange, Handler handler) throws IOException {
    try (exchange) {
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI());
      try {
        handler.handle(exchange);
      } catch (RuntimeException | IOException e) {
        say(exchange, 500, "text/plain; charset=utf-8", e.toString());
      }
    }
  }

  private void hashRing(HttpExchange exchange) throws IOException {
    say(exchange, 200, "application/json", ring);
  }

  private void metrics(HttpExchange exchange) throws IOException {
    if (token != null && !token.equals(exchange.getRequestHeaders().getFirst(TOKEN))) {
      error(exchange, 403, "token not valid");
      return;
    }
    String path = exchange.getRequestURI().getPath();
    if (path.equals("/metrics")) {
      list(exchange);
      return;
    }
    String name = path.substring("/metrics/".length());
    Path file = root.resolve(name.replace('.', '/') + ".wsp");
    switch (exchange.getRequestMethod()) {
      case "HEAD" -> {
        boolean exists = Files.exists(file);
        exchange.getResponseHeaders().set(STAT, exists ? stat(name, file, 0) : "null");
        exchange.sendResponseHeaders(exists ? 200 : 404, -1);
      }
      case "GET" -> get(exchange, name, file);
      case "POST" -> post(exchange, file);
      case "PUT" -> {
        Files.deleteIfExists(file);
        post(exchange, file);
      }
      case "DELETE" -> {
        if (Files.deleteIfExists(file)) {
          exchange.sendResponseHeaders(200, -1);
        } else {
          error(exchange, 404, "Metric not found.");
        }
      }
      default -> error(exchange, 400, "Bad method request.");
    }
  }

  private void list(HttpExchange exchange) throws IOException {
    String query = exchange.getRequestURI().getRawQuery();
    String form = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
    Map<String, String> fields = fields(query == null ? form : query + "&" + form);
    if (building.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
      error(exchange, 202, "Cache update in progress.");
      return;
    }
    List<String> names = names();
    if (fields.containsKey("regex")) {
      try {
        Pattern pattern = Pattern.compile(fields.get("regex"));
        names.removeIf(name -> !pattern.matcher(name).find());
      } catch (IllegalArgumentException e) {
        error(exchange, 400, "error parsing regexp: " + fields.get("regex"));
        return;
      }
    }
    if (fields.containsKey("list")) {
      String list = fields.get("list");
      names.removeIf(name -> !list.contains("\"" + name + "\""));
    }
    // In no order a client could rely on.
    Collections.reverse(names);
    Collections.rotate(names, names.size() / 2);
    say(
        exchange,
        200,
        "application/json",
        names.stream().collect(Collectors.joining("\",\"", "[\"", "\"]")).replace("[\"\"]", "[]"));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .map(file -> root.relativize(file).toString())
          .filter(file -> file.endsWith(".wsp"))
          .map(file -> file.substring(0, file.length() - 4).replace('/', '.'))
          .sorted()
          .collect(Collectors.toCollection(ArrayList::new));
    }
  }

  private static Map<String, String> fields(String form) {
    Map<String, String> fields = new HashMap<>();
    for (String field : form.split("&")) {
      int equals = field.indexOf('=');
      if (equals > 0) {
        fields.put(
            field.substring(0, equals),
            URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
      }
    }
    return fields;
  }

  /** The server sends headers in Latin 1, buckyd in UTF-8. */
  private static String stat(String name, Path file, int encoding) throws IOException {
    long modified = Files.getLastModifiedTime(file).toMillis() / 1000;
    String json =
        String.format(
            "{\"Name\":\"%s\",\"Size\":%d,\"Mode\":420,\"ModTime\":%d,\"Encoding\":%d}",
            name, Files.size(file), modified, encoding);
    return new String(json.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private static void get(HttpExchange exchange, String name, Path file) throws IOException {
    if (!Files.exists(file)) {
      error(exchange, 404, "Metric not found.");
      return;
    }
    byte[] bytes = Files.readAllBytes(file);
    boolean snappy = "snappy".equals(exchange.getRequestHeaders().getFirst("Accept-Encoding"));
    exchange.getResponseHeaders().set(STAT, stat(name, file, snappy ? 1 : 0));
    if (!snappy) {
      exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
      exchange.getResponseBody().write(bytes);
      return;
    }
    exchange.getResponseHeaders().set("Content-Encoding", "snappy");
    exchange.sendResponseHeaders(200, 0); // chunked
    try (Codec codec = Algorithm.SZ.codec()) {
      var compressed = codec.compress(bytes, bytes.length);
      exchange.getResponseBody().write(compressed.array(), 0, compressed.limit());
    }
  }

  private void post(HttpExchange exchange, Path file) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    boolean snappy = "snappy".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    if ("fetch_offload=true".equals(exchange.getRequestURI().getQuery())) {
      Map<String, String> fields = fields(new String(bytes, StandardCharsets.UTF_8));
      bytes = fetch(fields.get("server"), fields.get("metric"));
      if (bytes == null) {
        error(exchange, 404, "Error fetching metric: metric not found");
        return;
      }
    } else if (!"application/octet-stream"
        .equals(exchange.getRequestHeaders().getFirst("Content-Type"))) {
      error(exchange, 400, "Content-Type must be application/octet-stream.");
      return;
    } else if (snappy) {
      try (Codec codec = Algorithm.SZ.codec()) {
        var plain = codec.decompress(bytes, 1 << 28);
        bytes = new byte[plain.remaining()];
        plain.get(bytes);
      }
    }
    String stat = exchange.getRequestHeaders().getFirst(STAT);
    if (stat != null && !stat.contains("\"Size\":" + bytes.length + ",")) {
      error(exchange, 400, "Malformed whisper data");
      return;
    }
    store(bytes, file);
    say(
        exchange,
        200,
        "application/json",
        "{\"Download\":1,\"Dump\":2,\"Fill\":3,\"Compress\":0,\"Copy\":0}\n");
  }

  private static byte[] fetch(String from, String metric) throws IOException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      URI uri = URI.create("http://" + from + Api.path(MetricName.of(metric)));
      HttpResponse<byte[]> got =
          client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofByteArray());
      return got.statusCode() == 404 ? null : got.body();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static void store(byte[] bytes, Path file) throws IOException {
    Files.createDirectories(file.getParent());
    if (!Files.exists(file)) {
      Files.copy(new ByteArrayInputStream(bytes), file);
      return;
    }
    Path source = Files.createTempFile("buckyd", "");
    try {
      Files.write(source, bytes);
      new Fill(InstantSource.system(), Duration.ofSeconds(5))
          .fill(source, file, FillOptions.DEFAULT);
    } finally {
      Files.delete(source);
    }
  }

  private static void error(HttpExchange exchange, int status, String text) throws IOException {
    say(exchange, status, "text/plain; charset=utf-8", text + "\n");
  }

  private static void say(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", type);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(status, head ? -1 : bytes.length);
    if (!head) {
      exchange.getResponseBody().write(bytes);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
