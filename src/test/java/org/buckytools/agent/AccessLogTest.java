package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.http.RequestListener.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every request is told of once, those too that no endpoint gets to see. */
class AccessLogTest {
  private static final int LIMIT_SECONDS = 60;

  @TempDir Path directory;
  private final BlockingQueue<Answered> heard = new LinkedBlockingQueue<>();
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    agent = new TestAgent(directory, "127.0.0.1", 0, settings -> settings, heard::add);
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private Answered toldOf(int status, String request) throws Exception {
    Answer answer = agent.client.raw(request);
    assertThat(answer.status()).isEqualTo(status);
    Answered told = heard.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    assertThat(told).as("what was told of %s", request.lines().findFirst()).isNotNull();
    assertThat(told.status()).isEqualTo(status);
    assertThat(told.bytes()).isEqualTo(answer.body().length);
    assertThat(told.peer()).isEqualTo("127.0.0.1");
    return told;
  }

  @Test
  void ofWhatIsServedAndWhatIsNot() throws Exception {
    String end = " HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";
    assertThat(toldOf(200, "GET /healthz" + end).target()).isEqualTo("/healthz");
    assertThat(toldOf(404, "GET /nowhere?a=b" + end).target()).isEqualTo("/nowhere?a=b");
    assertThat(toldOf(400, "DELETE /metrics" + end).method()).isEqualTo("DELETE");
    assertThat(heard).isEmpty();
  }

  @Test
  void ofWhatTheServerItselfRefuses() throws Exception {
    String host = "\r\nHost: a\r\n";
    String large = "X: " + "x".repeat(20_000) + "\r\n";
    assertThat(toldOf(431, "GET /metrics HTTP/1.1" + host + large + "\r\n").method())
        .isEqualTo("GET");
    toldOf(414, "GET /" + "x".repeat(20_000) + " HTTP/1.1" + host + "\r\n");
    toldOf(400, "GET /metrics HTTP/1.1\r\n\r\n");
    toldOf(400, "POST /stats HTTP/1.1" + host + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n");
    toldOf(400, "GET /%zz HTTP/1.1" + host + "Connection: close\r\n\r\n");
    toldOf(400, "GET /\0 HTTP/1.1" + host + "Connection: close\r\n\r\n");
    toldOf(400, "no request at all\r\n\r\n");
    assertThat(heard).isEmpty();
  }
}
