package org.buckytools.servers;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.buckytools.store.Keys;

/**
 * A server of objects that speaks enough of S3 and of Swift for a store, counts requests and fails
 * when it is told to. S3 is below {@code /s3/BUCKET}, Swift below {@code /swift}, logging in at
 * {@code /auth}; all names of buckets and containers are the same place.
 */
public final class FakeServer implements AutoCloseable {
  /** What goes wrong with a request. */
  public enum Fault {
    /** Nothing. */
    NONE,
    /** Answered 503, in S3 with SlowDown. */
    SLOW_DOWN,
    /** Answered 429. */
    THROTTLED,
    /** Never answered. */
    HANG,
    /** The connection is closed without an answer. */
    RESET,
    /** The answer ends in the middle. */
    CUT_OFF,
    /** What is uploaded changes on the way. */
    GARBLED,
    /** The answer does not tell its length beforehand. */
    NO_LENGTH,
    /** The answer comes a byte at a time, and goes on for 20 seconds. */
    DRIPPING,
    /** Answered 404. */
    MISSING,
    /** A page of a listing that is empty, though it says that there is more. */
    EMPTY_PAGE,
    /** The token, or what the credentials are, has expired. */
    EXPIRED
  }

  /** Decides what becomes of a request. */
  public interface Faults {
    /** The fault of a request such as {@code PUT a/b}, {@code LIST} or {@code LOGIN}. */
    Fault of(String request);
  }

  private static final int DROPS = 1000;

  /** The objects. */
  public final ConcurrentSkipListMap<String, byte[]> objects =
      new ConcurrentSkipListMap<>(Keys.ORDER);

  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final List<String> requests = new ArrayList<>();
  private Faults faults = request -> Fault.NONE;
  private int logins;

  /** A server on a free port of the loopback address. */
  public FakeServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** Where it is. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** What is to go wrong from now on. */
  public synchronized void faults(Faults newFaults) {
    faults = newFaults;
  }

  /** The requests since the last call. */
  public synchronized List<String> takeRequests() {
    List<String> taken = List.copyOf(requests);
    requests.clear();
    return taken;
  }

  private synchronized Fault arrive(String request) {
    requests.add(request);
    return faults.of(request);
  }

  private synchronized String token(boolean isNew) {
    logins += isNew ? 1 : 0;
    return "token" + logins;
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String[] path = exchange.getRequestURI().getRawPath().split("/", 4);
      boolean s3 = path[1].equals("s3");
      String key = path.length > 3 ? decoded(path[3]) : "";
      String method = exchange.getRequestMethod();
      boolean isList = key.isEmpty() && method.equals("GET");
      String request =
          path[1].equals("auth") ? "LOGIN" : isList ? "LIST" : (method + " " + key).strip();
      Fault fault = arrive(request);
      switch (fault) {
        case HANG -> await();
        case RESET -> {}
        case SLOW_DOWN -> fail(exchange, s3, 503, "SlowDown");
        case MISSING -> fail(exchange, s3, 404, "NoSuchKey");
        case THROTTLED -> fail(exchange, s3, 429, "TooManyRequests");
        case EXPIRED -> fail(exchange, s3, s3 ? 400 : 401, "ExpiredToken");
        default -> {
          if (request.equals("LOGIN")) {
            login(exchange);
          } else if (!s3 && !token(false).equals(first(exchange, "X-Auth-Token"))) {
            fail(exchange, false, 401, "");
          } else if (isList) {
            list(exchange, s3, fault);
          } else {
            object(exchange, s3, key, body, fault);
          }
        }
      }
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static String first(HttpExchange exchange, String header) {
    return exchange.getRequestHeaders().getFirst(header);
  }

  private void await() {
    try {
      closing.await();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void login(HttpExchange exchange) throws IOException {
    exchange.getResponseHeaders().set("X-Storage-Url", url() + "/swift");
    exchange.getResponseHeaders().set("X-Auth-Token", token(true));
    answer(exchange, 200, new byte[0], Fault.NONE);
  }

  private void object(HttpExchange exchange, boolean s3, String key, byte[] body, Fault fault)
      throws IOException {
    byte[] stored = objects.get(key);
    switch (exchange.getRequestMethod()) {
      case "PUT" -> put(exchange, s3, key, body, fault);
      case "DELETE" -> {
        objects.remove(key);
        answer(exchange, 204, new byte[0], fault);
      }
      default -> {
        if (stored == null) {
          fail(exchange, s3, 404, "NoSuchKey");
        } else {
          answer(exchange, 200, stored, fault);
        }
      }
    }
  }

  private void put(HttpExchange exchange, boolean s3, String key, byte[] body, Fault fault)
      throws IOException {
    if (fault == Fault.GARBLED && body.length > 0) {
      body[body.length / 2] ^= 1;
    }
    byte[] md5 = md5(body);
    String wanted = s3 ? first(exchange, "Content-MD5") : first(exchange, "ETag");
    String is = s3 ? Base64.getEncoder().encodeToString(md5) : HexFormat.of().formatHex(md5);
    if (!is.equals(wanted)) {
      fail(exchange, s3, s3 ? 400 : 422, "BadDigest");
      return;
    }
    objects.put(key, body);
    String tag = HexFormat.of().formatHex(md5);
    exchange.getResponseHeaders().set("ETag", s3 ? '"' + tag + '"' : tag);
    answer(exchange, s3 ? 200 : 201, new byte[0], fault);
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private void list(HttpExchange exchange, boolean s3, Fault fault) throws IOException {
    Map<String, String> query = new HashMap<>();
    for (String part : exchange.getRequestURI().getRawQuery().split("&")) {
      int equals = part.indexOf('=');
      query.put(part.substring(0, equals), decoded(part.substring(equals + 1)));
    }
    String prefix = query.getOrDefault("prefix", "");
    int most = Integer.parseInt(query.get(s3 ? "max-keys" : "limit"));
    String after = query.getOrDefault(s3 ? "start-after" : "marker", "");
    if (fault == Fault.EMPTY_PAGE) {
      String page =
          "<ListBucketResult><IsTruncated>true</IsTruncated><NextContinuationToken>"
              + HexFormat.of().formatHex(after.getBytes(StandardCharsets.UTF_8))
              + "</NextContinuationToken></ListBucketResult>";
      answer(exchange, 200, page.getBytes(StandardCharsets.UTF_8), fault);
      return;
    }
    String token = query.getOrDefault("continuation-token", "");
    if (!token.isEmpty()) {
      after = new String(HexFormat.of().parseHex(token), StandardCharsets.UTF_8);
    }
    List<String> keys =
        objects.tailMap(after, false).keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .limit(most + 1L)
            .toList();
    boolean more = keys.size() > most;
    List<String> page = more ? keys.subList(0, most) : keys;
    String text = s3 ? xml(page, more) : json(page);
    answer(exchange, 200, text.getBytes(StandardCharsets.UTF_8), fault);
  }

  private String xml(List<String> keys, boolean more) {
    StringBuilder xml = new StringBuilder("<ListBucketResult><IsTruncated>");
    xml.append(more).append("</IsTruncated>");
    for (String key : keys) {
      xml.append("<Contents><Key>").append(key).append("</Key><Size>");
      xml.append(objects.get(key).length).append("</Size></Contents>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  private String json(List<String> keys) {
    List<String> entries =
        keys.stream()
            .map(key -> "{\"bytes\":" + objects.get(key).length + ",\"name\":\"" + key + "\"}")
            .toList();
    return "[" + String.join(",", entries) + "]";
  }

  private void fail(HttpExchange exchange, boolean s3, int status, String code) throws IOException {
    String text = s3 ? "<Error><Code>" + code + "</Code><Message>so</Message></Error>" : "no";
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", s3 ? "application/xml" : "text/plain");
    answer(exchange, status, text.getBytes(StandardCharsets.UTF_8), Fault.NONE);
  }

  private void drip(HttpExchange exchange, int status) throws IOException {
    exchange.sendResponseHeaders(status, DROPS);
    try (OutputStream out = exchange.getResponseBody()) {
      for (int i = 0; i < DROPS && !closing.await(20, TimeUnit.MILLISECONDS); i++) {
        out.write(' ');
        out.flush();
      }
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange, int status, byte[] body, Fault fault)
      throws IOException {
    if (fault == Fault.DRIPPING) {
      drip(exchange, status);
      return;
    }
    if (fault == Fault.NO_LENGTH && body.length > 0) {
      exchange.sendResponseHeaders(status, 0);
      exchange.getResponseBody().write(body);
      return;
    }
    boolean cut = fault == Fault.CUT_OFF && body.length > 1;
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    if (body.length > 0) {
      OutputStream out = exchange.getResponseBody();
      out.write(body, 0, cut ? body.length / 2 : body.length);
      out.flush();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
    threads.close();
  }
}
