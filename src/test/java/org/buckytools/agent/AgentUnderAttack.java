package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.http.Limits;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * An agent of narrow limits over a tree of one database. After each test it must still serve, and
 * the tree be as it was.
 */
abstract class AgentUnderAttack {
  static final int MAX_BODY = 1 << 20;
  static final int MAX_HEADER = 16 << 10;
  // Longer than a busy machine takes for an answer.
  private static final Duration LONG = Duration.ofSeconds(20);
  static final byte[] DATABASE = Databases.with(10);
  static final String TYPE = "Content-Type: application/octet-stream\r\n";
  static final String HEAD =
      "POST /metrics/a.new HTTP/1.1\r\nHost: a\r\n"
          + TYPE
          + Databases.stat("a.new", DATABASE.length)
          + "\r\n";

  @TempDir Path directory;
  TestAgent agent;
  RawClient client;

  @BeforeEach
  void start() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree/a"));
    Files.write(tree.resolve("b.wsp"), DATABASE);
    start(limits(1000, 1000));
  }

  private void start(Limits limits) throws Exception {
    agent = new TestAgent(directory.resolve("tree"), settings -> settings.withLimits(limits));
    client = agent.client;
  }

  static Limits limits(int requests, int connectionsPerPeer) {
    return limits(requests, connectionsPerPeer, LONG);
  }

  private static Limits limits(int requests, int connectionsPerPeer, Duration patience) {
    return new Limits(
        MAX_BODY,
        MAX_HEADER,
        1000,
        requests,
        4000,
        connectionsPerPeer,
        patience,
        patience,
        1_000_000);
  }

  /** Begins again, with little patience for those who are slow. */
  void restartImpatient() throws Exception {
    restart(limits(1000, 1000, Duration.ofSeconds(1)));
  }

  void restart(Limits limits) throws Exception {
    agent.close();
    start(limits);
  }

  /** Nothing was written, also no part of anything, and others are still served. */
  @AfterEach
  void stop() throws Exception {
    try {
      Answer answer = client.get("/metrics/a.b");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.body()).isEqualTo(DATABASE);
    } finally {
      agent.close();
    }
    try (Stream<Path> files = Files.walk(agent.tree)) {
      assertThat(files.filter(Files::isRegularFile).map(file -> agent.tree.relativize(file) + ""))
          .containsExactly("a/b.wsp");
    }
  }

  /** What was answered, or 0 if the connection was reset before that could be read. */
  static int statusIfAny(Socket socket) throws IOException {
    try {
      return RawClient.read(socket, false).status();
    } catch (SocketException | EOFException reset) {
      return 0;
    }
  }

  static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All that comes until the connection ends, in good order or not. */
  static String rest(Socket socket) throws IOException {
    StringBuilder text = new StringBuilder();
    try {
      for (int unit = socket.getInputStream().read();
          unit >= 0;
          unit = socket.getInputStream().read()) {
        text.append((char) unit);
      }
    } catch (SocketException reset) {
      text.append("(reset)");
    }
    return text.toString();
  }
}
