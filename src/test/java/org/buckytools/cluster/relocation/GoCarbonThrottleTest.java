package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GoCarbonThrottleTest {
  private static final Duration INTERVAL = Duration.ofSeconds(3);
  private static final String ONE = "127.0.0.1:4242";
  private static final String TWO = "127.0.0.2:4242";

  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private final List<String> troubles = new CopyOnWriteArrayList<>();
  private SynchronousQueue<Duration> waits;
  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress("0.0.0.0", 0), 5);
    server.createContext(
        "/admin/info",
        exchange -> {
          String host = exchange.getLocalAddress().getAddress().getHostAddress();
          byte[] answer = answers.get(host).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(answer.length == 0 ? 503 : 200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  private void cache(String agent, long size, long limit) {
    answers.put(
        agent.substring(0, agent.indexOf(':')),
        "{\"cache\":{\"size\":%d,\"limit\":%d,\"x\":1}}".formatted(size, limit));
  }

  private GoCarbonThrottle throttle(double share) {
    // One that is closed may still offer its wait.
    SynchronousQueue<Duration> own = new SynchronousQueue<>();
    waits = own;
    return new GoCarbonThrottle(
        new GoCarbonThrottle.Asking("http", server.getAddress().getPort(), share, INTERVAL),
        List.of(ONE, TWO),
        troubles::add,
        own::put);
  }

  /** Lets it ask once more, and returns when it has. */
  private void askAgain() throws InterruptedException {
    assertThat(waits.take()).isEqualTo(INTERVAL);
  }

  @Test
  void aHostIsSparedWhileItsCacheIsFull() throws Exception {
    cache(ONE, 749, 1000);
    cache(TWO, 750, 1000);
    try (GoCarbonThrottle throttle = throttle(0.75)) {
      assertThat(throttle.spares(ONE)).isFalse();
      assertThat(throttle.spares(TWO)).isTrue();

      cache(ONE, 1000, 1000);
      cache(TWO, 10, 1000);
      askAgain();
      askAgain();
      assertThat(throttle.spares(ONE)).isTrue();
      assertThat(throttle.spares(TWO)).isFalse();
    }
    try (GoCarbonThrottle lenient = throttle(1)) {
      assertThat(lenient.spares(ONE)).isTrue();
      cache(ONE, 999, 1000);
      askAgain();
      askAgain();
      assertThat(lenient.spares(ONE)).isFalse();
    }
    assertThat(troubles).isEmpty();
  }

  @Test
  void oneThatSaysNothingIsNotSparedAndNamedOnce() throws Exception {
    answers.put("127.0.0.1", "");
    answers.put("127.0.0.2", "no JSON");
    try (GoCarbonThrottle throttle = throttle(0.75)) {
      askAgain();
      askAgain();
      assertThat(throttle.spares(ONE)).isFalse();
      assertThat(troubles).hasSize(2).allMatch(line -> line.contains("is not spared"));

      // One that comes back and goes again is worth telling.
      cache(ONE, 5, 0);
      askAgain();
      askAgain();
      assertThat(throttle.spares(ONE)).isFalse();
      answers.put("127.0.0.1", "");
      askAgain();
      askAgain();
      assertThat(troubles).hasSize(3);
    }
  }
}
