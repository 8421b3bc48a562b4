package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.URLEncoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.http.Limits;
import org.buckytools.codec.Algorithm;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that want more of an agent than they should get. */
class HostileRequestsTest {
  private static final int MAX_BODY = 1 << 20;
  private static final int MAX_HEADER = 16 << 10;
  private static final Duration SHORT = Duration.ofMillis(500);
  private static final byte[] DATABASE = Databases.with(10);
  private static final String TYPE = "Content-Type: application/octet-stream\r\n";
  private static final String HEAD =
      "POST /metrics/a.new HTTP/1.1\r\nHost: a\r\n"
          + TYPE
          + Databases.stat("a.new", DATABASE.length)
          + "\r\n";

  @TempDir Path directory;
  private TestAgent agent;
  private RawClient client;

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

  private static Limits limits(int requests, int connectionsPerPeer) {
    return new Limits(
        MAX_BODY, MAX_HEADER, 1000, requests, 4000, connectionsPerPeer, SHORT, SHORT, 1_000_000);
  }

  private void restart(Limits limits) throws Exception {
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

  // --- sizes ---

  @Test
  void aBodyThatIsSaidToBeTooLargeIsNotWaitedFor() throws Exception {
    Answer answer = client.raw(HEAD + "Content-Length: 99999999999\r\n\r\n");
    assertThat(answer.status()).isEqualTo(413);
    assertThat(answer.text()).contains("--max-body");
  }

  @Test
  void aDatabaseThatIsSaidToBeTooLargeIsNotWaitedFor() throws Exception {
    String head = HEAD.replace("\"Size\":" + DATABASE.length, "\"Size\":99999999999");
    assertThat(client.raw(head + "Content-Length: 5\r\n\r\n").status()).isEqualTo(413);
    String negative = HEAD.replace("\"Size\":" + DATABASE.length, "\"Size\":-1");
    assertThat(client.raw(negative + "Content-Length: 5\r\n\r\nabcde").status()).isEqualTo(400);
  }

  @ParameterizedTest
  @CsvSource({
    "/metrics/a.new, application/octet-stream",
    "/metrics, application/x-www-form-urlencoded",
    "/metrics/a.new?fetch_offload=true, application/x-www-form-urlencoded",
    "/stats, text/plain",
    "/deletions, application/x-ndjson",
    "/pulls, application/x-ndjson",
    "/removals, application/x-ndjson",
  })
  void aBodyInChunksIsCutAtTheLimit(String target, String type) throws Exception {
    try (Socket socket = client.open()) {
      OutputStream out = socket.getOutputStream();
      String head =
          HEAD.replace("/metrics/a.new", target).replace("application/octet-stream", type);
      out.write(ascii(head + "Transfer-Encoding: chunked\r\n\r\n"));
      byte[] chunk = new byte[1 << 16];
      Arrays.fill(chunk, (byte) 'a');
      try {
        for (int sent = 0; sent <= 4 * MAX_BODY; sent += chunk.length) {
          out.write(ascii("10000\r\n"));
          out.write(chunk);
          out.write(ascii("\r\n"));
        }
        out.write(ascii("0\r\n\r\n"));
      } catch (SocketException stopped) {
        // It has answered and closed.
      }
      assertThat(statusIfAny(socket)).isIn(413, 400, 0);
    }
  }

  /** What was answered, or 0 if the connection was reset before that could be read. */
  private static int statusIfAny(Socket socket) throws IOException {
    try {
      return RawClient.read(socket, false).status();
    } catch (SocketException | EOFException reset) {
      return 0;
    }
  }

  @Test
  void manyLinesAreCutAtTheLimit() throws Exception {
    byte[] lines = "a.b\n".repeat(1001).getBytes(StandardCharsets.US_ASCII);
    try {
      Answer answer = client.send("POST", "/stats", lines);
      assertThat(answer.status()).isEqualTo(413);
      assertThat(answer.text()).contains("more than 1000 lines");
    } catch (EOFException cutOff) {
      // It was too late for a status, as answers had been sent.
      assertThat(cutOff).hasMessageContaining("ended");
    }
  }

  @Test
  void headersHaveALimit() throws Exception {
    String start = "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n";
    String long1 = "X: " + "x".repeat(MAX_HEADER) + "\r\n";
    assertThat(client.raw(start + long1 + "\r\n").status()).isEqualTo(431);
    String many = "X: y\r\n".repeat(MAX_HEADER / 6);
    assertThat(client.raw(start + many + "\r\n").status()).isEqualTo(431);
    String target = "GET /metrics/" + "a".repeat(MAX_HEADER) + " HTTP/1.1\r\nHost: a\r\n\r\n";
    assertThat(client.raw(target).status()).isEqualTo(414);
  }

  @ParameterizedTest
  @CsvSource({"SZ, snappy", "ZST, zstd"})
  void aBombIsCutAtTheSizeThatItIsSaidToHave(Algorithm algorithm, String word) throws Exception {
    byte[] zeros = new byte[64 << 20];
    byte[] bomb;
    try (var codec = algorithm.codec()) {
      ByteBuffer packed = codec.compress(zeros, zeros.length);
      bomb = new byte[packed.remaining()];
      packed.get(bomb);
    }
    if (bomb.length > MAX_BODY) {
      restart(limits(1000, 1000).withMaxBody(2 * bomb.length));
    }
    assertThat(bomb.length).isLessThan(zeros.length / 15);
    for (long size : new long[] {DATABASE.length, agent.agent.port()}) {
      for (String method : new String[] {"POST", "PUT"}) {
        Answer answer =
            client.send(
                method,
                "/metrics/a.new",
                bomb,
                TYPE.strip(),
                Databases.stat("a.new", size),
                "Content-Encoding: " + word);
        assertThat(answer.status()).isEqualTo(400);
      }
    }
    byte[] cut = Arrays.copyOf(bomb, bomb.length / 2);
    Answer answer =
        client.send(
            "POST",
            "/metrics/a.new",
            cut,
            TYPE.strip(),
            Databases.stat("a.new", DATABASE.length),
            "Content-Encoding: " + word);
    assertThat(answer.status()).isEqualTo(400);
  }

  @Test
  void anEncodingThatIsNotKnownIsRefused() throws Exception {
    Answer answer =
        client.send(
            "POST",
            "/metrics/a.new",
            DATABASE,
            TYPE.strip(),
            Databases.stat("a.new", DATABASE.length),
            "Content-Encoding: gzip, gzip, gzip");
    assertThat(answer.status()).isEqualTo(415);
  }

  // --- lengths ---

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 100})
  void aBodyThatEndsEarlyIsNotWritten(int missing) throws Exception {
    try (Socket socket = client.open()) {
      OutputStream out = socket.getOutputStream();
      int declared = DATABASE.length + Math.max(missing, 1);
      String head = HEAD.replace("\"Size\":" + DATABASE.length, "\"Size\":" + declared);
      out.write(ascii(head + "Content-Length: " + declared + "\r\n\r\n"));
      out.write(DATABASE, 0, DATABASE.length - missing);
      socket.shutdownOutput();
      assertThat(statusIfAny(socket)).isIn(400, 408, 0);
    }
  }

  @Test
  void aBodyOfAnotherLengthThanItsStatIsNotWritten() throws Exception {
    for (int size : new int[] {DATABASE.length - 1, DATABASE.length + 1, 29}) {
      Answer answer =
          client.send(
              "POST", "/metrics/a.new", DATABASE, TYPE.strip(), Databases.stat("a.new", size));
      assertThat(answer.status()).as("%d", size).isEqualTo(400);
    }
  }

  @Test
  void whatComesBehindABodyIsNoPartOfIt() throws Exception {
    try (Socket socket = client.open()) {
      OutputStream out = socket.getOutputStream();
      out.write(ascii("POST /stats HTTP/1.1\r\nHost: a\r\nContent-Length: 4\r\n\r\na.b\n"));
      out.write(ascii("rubbish\r\n\r\n"));
      String answers = rest(socket);
      assertThat(answers).startsWith("HTTP/1.1 200").contains("HTTP/1.1 400");
    }
  }

  @Test
  void chunksWithoutAnEndAreTimedOut() throws Exception {
    assertThat(client.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n").status())
        .isEqualTo(408);
  }

  // --- smuggling: in each the second request, if it is one, would delete a metric ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 4\r\nContent-Length: 60",
        "Content-Length: 4, 60",
        "Content-Length: 4\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding: chunked\r\nContent-Length: 4",
        "Transfer-Encoding: chunked, identity",
        "Transfer-Encoding: xchunked",
        "Transfer-Encoding: gzip, chunked",
        "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked",
        "Transfer-Encoding\r\n : chunked",
        "Transfer-Encoding : chunked",
        "Content-Length : 4",
        "Content-Length: +4",
        "Content-Length: -4",
        "Content-Length: 0x4",
        "Content-Length: 4 4",
        "Content-Length: 18446744073709551620",
        " Content-Length: 4",
        "X: y\r\n Content-Length: 4",
        "Content-Length: 4\nX: y\n\nDELETE /metrics/a.b HTTP/1.1",
      })
  void twoReadingsOfARequestAreNoneForUs(String headers) throws Exception {
    String body = "0\r\n\r\nDELETE /metrics/a.b HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n";
    try (Socket socket = client.open()) {
      socket
          .getOutputStream()
          .write(ascii("POST /stats HTTP/1.1\r\nHost: a\r\n" + headers + "\r\n\r\n" + body));
      String answers = rest(socket);
      assertThat(answers).startsWith("HTTP/1.1 ").doesNotStartWith("HTTP/1.1 2");
      assertThat(answers.split("HTTP/1\\.1 ")).as(answers).hasSize(2);
    }
    assertThat(agent.tree.resolve("a/b.wsp")).exists();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /metrics/a.b HTTP/1.1\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /metrics/a.b HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a.b\r\n\r\n",
        "/metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "G\0T /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a\0b HTTP/1.1\r\nHost: a\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\nX\0: y\r\n\r\n",
        "GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n: y\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "CONNECT 127.0.0.1:22 HTTP/1.1\r\nHost: 127.0.0.1:22\r\n\r\n",
        "\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\r\n\r\n",
      })
  void whatIsNoRequestIsNotServed(String text) throws Exception {
    try (Socket socket = client.open()) {
      socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      assertThat(rest(socket)).doesNotContain(" 200 ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"TRACE", "OPTIONS", "PATCH", "get", "CONNECT", "PROPFIND"})
  void otherMethodsAreRefused(String method) throws Exception {
    Answer answer = client.send(method, "/metrics/a.b", new byte[0], "X-Secret: secret");
    assertThat(answer.status()).isIn(400, 405, 501);
    assertThat(answer.text()).doesNotContain("X-Secret");
  }

  // --- expressions ---

  @ParameterizedTest
  @ValueSource(
      strings = {
        "(a+)+$",
        "(a|aa)+$",
        "(a|a?)+$",
        "^(([a-z])+.)+[A-Z]([a-z])+$",
        "(.*)*(.*)*(.*)*x$",
        "(?:(?:(?:(?:a{1,30}){1,30}){1,30}){1,30})x",
        "((a{0,1000}){0,1000}){0,1000}",
        "(?i)(x+x+)+y",
        "\\1(a)",
        "(?=a)",
        "[",
        "(((((((((((((((((((((((((((((((((((((((((((",
      })
  void noExpressionHangs(String regex) throws Exception {
    Path hostile = agent.tree.resolve("a".repeat(200) + ".wsp");
    Files.write(hostile, DATABASE);
    try {
      client.get("/metrics?force=1");
      agent.agent.awaitInventory(Duration.ofSeconds(60));
      Answer answer = client.post("/metrics", "regex=" + encoded(regex));
      assertThat(answer.status()).isIn(200, 400);
    } finally {
      Files.delete(hostile);
    }
  }

  @Test
  void noGlobHangs() throws Exception {
    Path hostile = agent.tree.resolve("a".repeat(200) + ".wsp");
    Files.write(hostile, DATABASE);
    try {
      client.get("/metrics?force=1");
      agent.agent.awaitInventory(Duration.ofSeconds(60));
      assertThat(client.get("/metrics?glob=" + encoded("*a".repeat(150) + "b")).text())
          .isEqualTo("[]");
    } finally {
      Files.delete(hostile);
    }
  }

  @Test
  void expressionsAndListsHaveLimits() throws Exception {
    String longer = "a".repeat(5000);
    assertThat(client.post("/metrics", "regex=" + longer).status()).isEqualTo(400);
    assertThat(client.post("/metrics", "glob=" + longer).status()).isEqualTo(400);
    for (String list : new String[] {"[".repeat(100_000), "{}", "[1", "[null]", "7", "\"a\""}) {
      assertThat(client.post("/metrics", "list=" + encoded(list)).status())
          .as(list.substring(0, 1))
          .isEqualTo(400);
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  // --- many and slow ones ---

  @Test
  void slowSendersByTheHundredHinderNobody() throws Exception {
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 300; i++) {
        Socket socket = new Socket();
        socket.bind(new InetSocketAddress("127.0.1." + (1 + i % 200), 0));
        socket.connect(new InetSocketAddress("127.0.0.1", agent.agent.port()));
        socket.setSoTimeout(60_000);
        slow.add(socket);
        // A third has not ended its header, a third its body; the last reads no answer.
        String text =
            switch (i % 3) {
              case 0 -> "GET /metrics/a.b HTTP/1.1\r\nHost:";
              case 1 -> HEAD + "Content-Length: 1000\r\n\r\nx";
              default -> HEAD + "Transfer-Encoding: chunked\r\n\r\n1\r\n";
            };
        socket.getOutputStream().write(ascii(text));
        if (i % 10 == 0) {
          assertThat(client.get("/metrics/a.b").status()).isEqualTo(200);
        }
      }
      for (int i = 0; i < slow.size(); i++) {
        int status = statusIfAny(slow.get(i));
        assertThat(status).as("%d", i).isIn(408, 0);
      }
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  @Test
  void oneAddressCannotTakeAllConnections() throws Exception {
    restart(limits(1000, 3));
    List<Socket> mine = new ArrayList<>();
    try {
      for (int i = 0; i < 3; i++) {
        Socket socket = client.open();
        mine.add(socket);
        socket.getOutputStream().write(ascii("GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertThat(RawClient.read(socket, false).status()).isEqualTo(200);
      }
      try (Socket more = client.open()) {
        assertThat(rest(more)).startsWith("HTTP/1.1 503").contains("3 connections already");
      }
      try (Socket other = new Socket()) {
        other.bind(new InetSocketAddress("127.0.1.7", 0));
        other.connect(new InetSocketAddress("127.0.0.1", agent.agent.port()));
        other.getOutputStream().write(ascii("GET /metrics/a.b HTTP/1.1\r\nHost: a\r\n\r\n"));
        assertThat(RawClient.read(other, false).status()).isEqualTo(200);
      }
    } finally {
      for (Socket socket : mine) {
        socket.close();
      }
    }
    restart(limits(1000, 1000));
  }

  @Test
  void moreRequestsThanAreServedAtATimeAreToldToComeAgain() throws Exception {
    restart(limits(1, 1000));
    try (Socket slow = client.open()) {
      slow.getOutputStream()
          .write(
              ascii(
                  "POST /stats HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"
                      + "4\r\na.b\n\r\n"));
      // The answer's first line shows that it is being served.
      assertThat(slow.getInputStream().read()).isEqualTo('H');
      Answer answer = client.get("/metrics/a.b");
      assertThat(answer.status()).isEqualTo(503);
      assertThat(answer.header("Retry-After")).isEqualTo("1");
    }
    restart(limits(1000, 1000));
  }

  @Test
  void webPagesAreTurnedAway() throws Exception {
    for (String header :
        new String[] {
          "Origin: http://evil.example",
          "Origin: null",
          "Sec-Fetch-Site: cross-site",
          "Sec-Fetch-Site: same-origin",
        }) {
      assertThat(client.send("DELETE", "/metrics/a.b", new byte[0], header).status())
          .as(header)
          .isEqualTo(403);
      assertThat(client.get("/metrics", header).status()).as(header).isEqualTo(403);
    }
    assertThat(client.get("/metrics", "Sec-Fetch-Site: none").status()).isEqualTo(200);
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** All that comes until the connection ends, in good order or not. */
  private static String rest(Socket socket) throws IOException {
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
