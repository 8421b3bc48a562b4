package org.buckytools.agent.pace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.VirtualThreadPool;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nothing here waits for longer than the server makes it wait, whose times are short. */
class MinimumPaceTest {
  private static final Duration SHORT = Duration.ofMillis(200);
  private static final int PART = 1 << 16;

  private Server server;
  private int port;
  private final CompletableFuture<Throwable> end = new CompletableFuture<>();

  @BeforeEach
  void start() throws Exception {
    start(SHORT);
  }

  private void start(Duration patience) throws Exception {
    server = new Server(new VirtualThreadPool());
    MinimumPace pace = new MinimumPace(1_000_000, patience, patience);
    ServerConnector connector = new ServerConnector(server, 1, 1);
    connector.setHost("127.0.0.1");
    connector.addBean(pace);
    server.addConnector(connector);
    pace.setHandler(
        new Handler.Abstract() {
          @Override
          public boolean handle(Request request, Response response, Callback callback) {
            Request.addCompletionListener(request, end::complete);
            serve(request, response, callback);
            return true;
          }
        });
    server.setHandler(pace);
    server.start();
    port = connector.getLocalPort();
  }

  @AfterEach
  void stop() throws Exception {
    server.stop();
  }

  /** Answers with as many parts as the body has bytes, and without a body for ever. */
  private static void serve(Request request, Response response, Callback callback) {
    try (InputStream in = Content.Source.asInputStream(request)) {
      int parts = in.readAllBytes().length;
      for (int i = 0; i < parts || parts == 0; i++) {
        Content.Sink.write(response, false, ByteBuffer.allocate(PART));
      }
      callback.succeeded();
    } catch (Exception e) {
      Response.writeError(request, response, callback, e);
    }
  }

  private Socket send(String text) throws Exception {
    Socket socket = new Socket("127.0.0.1", port);
    OutputStream out = socket.getOutputStream();
    out.write(text.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static String rest(Socket socket) throws Exception {
    return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
  }

  @Test
  void whoeverIsQuickEnoughIsServed() throws Exception {
    stop();
    start(Duration.ofSeconds(20));
    try (Socket socket =
        send("POST / HTTP/1.1\nHost: a\nConnection: close\nContent-Length: 3\n\nabc")) {
      String answer = rest(socket);
      assertThat(answer).startsWith("HTTP/1.1 200").hasSizeGreaterThan(3 * PART);
    }
  }

  @Test
  void aBodyThatStopsIsAnswered408() throws Exception {
    try (Socket socket = send("POST / HTTP/1.1\nHost: a\nContent-Length: 3000\n\nabc")) {
      assertThat(rest(socket))
          .startsWith("HTTP/1.1 408")
          .contains("Connection: close")
          .contains("more slowly than 1000000 bytes a second");
    }
  }

  @Test
  void aConnectionWithoutARequestIsClosed() throws Exception {
    try (Socket socket = send("")) {
      assertThat(rest(socket)).isEmpty();
    }
  }

  @Test
  void aHeaderThatDoesNotEndIsClosedHoweverManyLinesCome() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: a\n")) {
      OutputStream out = socket.getOutputStream();
      Thread sender =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        out.write("X: y\r\n".getBytes(StandardCharsets.US_ASCII));
                        TimeUnit.MILLISECONDS.sleep(20);
                      }
                    } catch (Exception closed) {
                      // That ends it.
                    }
                  });
      assertThat(rest(socket)).isEmpty();
      sender.join();
    } catch (java.net.SocketException reset) {
      assertThat(reset).hasMessageContaining("reset");
    }
  }

  @Test
  void anAnswerThatNobodyTakesIsCutOff() throws Exception {
    try (Socket socket = send("GET / HTTP/1.1\nHost: a\n\n")) {
      assertThat(end.get(1, TimeUnit.MINUTES)).isNotNull();
      assertThat(socket.isConnected()).isTrue();
    }
  }
}
