package org.buckytools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.client.FaultyAgent.Behaviour;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.MetricStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The client against agents that do not do what they should. */
class FaultyAgentTest {
  private static final MetricName LOAD = MetricName.of("servers.load");
  private static final ClientSettings USUAL = ClientSettings.usual();
  // For agents that hang, and no others: a busy machine may take as long for any answer.
  private static final ClientSettings QUICK = USUAL.withTimeout(Duration.ofMillis(200));
  private static final String RING =
      "{\"Name\":\"a\",\"Nodes\":[{\"Server\":\"a\",\"Port\":0,\"Instance\":\"\"}],"
          + "\"Algo\":\"carbon\",\"Replicas\":1,\"Features\":[%s]}";
  private static final String STAT = "X-Metric-Stat: {\"Name\":\"servers.load\",\"Size\":3}\r\n";

  private interface Call {
    Object on(AgentClient client) throws Exception;
  }

  private static AgentException failure(Behaviour behaviour, Call call) throws IOException {
    return failure(behaviour, call, USUAL);
  }

  private static AgentException hanging(Behaviour behaviour, Call call) throws IOException {
    AgentException failure = failure(behaviour, call, QUICK);
    assertThat(failure.trouble()).isEqualTo(Trouble.HUNG);
    return failure;
  }

  private static AgentException failure(Behaviour behaviour, Call call, ClientSettings settings)
      throws IOException {
    try (FaultyAgent agent = new FaultyAgent(behaviour);
        AgentClient client = new AgentClient(agent.address(), settings)) {
      AgentException failure = catchThrowableOfType(AgentException.class, () -> call.on(client));
      assertThat(failure).hasMessageStartingWith(agent.address() + ": ");
      assertThat(failure.getMessage().chars()).noneMatch(Character::isISOControl);
      return failure;
    }
  }

  private static Behaviour ringThen(String features, Behaviour then) {
    Behaviour ring = FaultyAgent.whole("", String.format(RING, features));
    return (request, out) -> (request.contains("/hashring") ? ring : then).answer(request, out);
  }

  private static Object all(AgentClient client) throws Exception {
    try (AgentNames names = client.names(NameQuery.ALL, false)) {
      StringBuilder all = new StringBuilder();
      while (names.next()) {
        all.append(names.text()).append(' ');
      }
      return all.toString() + names.refused() + names.refusedFirst();
    }
  }

  @Test
  void nobodyThere() throws Exception {
    Address free;
    try (ServerSocket socket = new ServerSocket(0)) {
      free = new Address("127.0.0.1", socket.getLocalPort(), false);
    }
    try (AgentClient client = new AgentClient(free, USUAL)) {
      assertThatThrownBy(client::hashRing)
          .isInstanceOfSatisfying(
              AgentException.class, e -> assertThat(e.trouble()).isEqualTo(Trouble.DEAD))
          .hasMessage(free + ": GET /hashring: Connection refused; is an agent running there?");
    }
    try (AgentClient client = new AgentClient(new Address("no.invalid", 1, false), USUAL)) {
      assertThatThrownBy(client::hashRing)
          .hasMessage("no.invalid:1: GET /hashring: there is no host 'no.invalid'");
    }
  }

  @Test
  void hung() throws IOException {
    assertThat(hanging(FaultyAgent.hung(), AgentClient::hashRing))
        .hasMessageContaining("no answer within 0.2 s");
  }

  @Test
  void stallsInTheMiddleOfABody() throws IOException {
    hanging(
        (request, out) -> {
          FaultyAgent.cut(STAT, "ab", 1).answer(request, out);
          out.flush();
          FaultyAgent.hung().answer(request, out);
        },
        client -> client.get(LOAD));
  }

  @Test
  void drippingHeadersDoNotProlongTheWait() throws IOException {
    hanging(FaultyAgent.dripping(), AgentClient::hashRing);
  }

  @Test
  void takesNothing() throws IOException {
    hanging(
        ringThen("", FaultyAgent.hung()),
        client ->
            client.post(
                LOAD, new MetricStat("", 0, 0, 0, 0, null, null), incompressible(64 << 20)));
  }

  private static byte[] incompressible(int size) {
    byte[] bytes = new byte[size];
    new java.util.Random(1).nextBytes(bytes);
    return bytes;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "220 mail ESMTP | this is not HTTP: '220 mail ESMTP'",
        "HTTP/1.1 200 OK~nonsense~~ | this is no header: 'nonsense'",
        "HTTP/1.1 200 OK~Content-Length: 3~~abc | this is no ring",
        "HTTP/1.1 200 OK~Content-Length: x~~abc | its length is 'x'",
        "HTTP/1.1 200 OK~Content-Length: 3~Content-Length: 4~~abcd | it has two lengths",
        "HTTP/1.1 200 OK~Content-Length: 99999999999~~ | more than the limit",
        "HTTP/1.1 200 OK~Transfer-Encoding: gzip~~ | it is sent as 'gzip'",
        "HTTP/1.1 200 OK~Transfer-Encoding: chunked~~zz~~ | a chunk's size is 'zz'",
        "HTTP/1.1 200 OK~~<html>\u001b[2J | this is no ring",
        "HTTP/1.1 200 OK~Content-Length: 4~~null | this is no ring",
        "HTTP/1.1 302 Found~Location: http://evil/~Content-Length: 0~~ | answered 302, which is no",
        "HTTP/1.1 204 No Content~~ | answered 204, which is no answer"
      })
  void garbage(String answer, String message) throws IOException {
    AgentException failure =
        failure(FaultyAgent.saying(answer.replace("~", "\r\n") + "\r\n"), AgentClient::hashRing);
    assertThat(failure.trouble()).isEqualTo(Trouble.GARBAGE);
    assertThat(failure).hasMessageContaining(message);
  }

  @Test
  void endlessHeadersEnd() throws IOException {
    AgentException failure =
        failure(
            FaultyAgent.saying("HTTP/1.1 200 OK\r\nX: " + "y".repeat(100_000)),
            AgentClient::hashRing);
    assertThat(failure).hasMessageContaining("its headers are longer than 65536 bytes");
  }

  @Test
  void errorsTellTheirReasonWithoutControlCharacters() throws IOException {
    AgentException failure =
        failure(
            FaultyAgent.saying(
                "HTTP/1.1 500 x\r\nContent-Length: 99\r\n\r\nno \u001b[31mspace\nsecond line"),
            client -> client.stat(LOAD).isEmpty() ? null : client.get(LOAD));
    assertThat(failure.trouble()).isEqualTo(Trouble.FAILED);
    assertThat(failure.status()).isEqualTo(500);
  }

  @Test
  void databasesThatAreNotWholeAreNone() throws IOException {
    Call get = client -> client.get(LOAD);
    assertThat(failure(ringThen("", FaultyAgent.cut(STAT, "ab", 1)), get))
        .hasMessageContaining("it was cut off after 2 of 3 bytes");
    assertThat(failure(ringThen("", FaultyAgent.whole(STAT, "ab")), get))
        .hasMessageContaining("it has 2 bytes, and should have 3");
    assertThat(failure(ringThen("", FaultyAgent.whole(STAT, "abcd")), get))
        .hasMessageContaining("it has 4 bytes, and should have 3");
    assertThat(failure(ringThen("", FaultyAgent.whole("", "abc")), get))
        .hasMessageContaining("X-Metric-Stat is missing");
    assertThat(failure(ringThen("", FaultyAgent.whole("X-Metric-Stat: {}x\r\n", "")), get))
        .hasMessageContaining("X-Metric-Stat cannot be read");
    String tag = "ETag: \"" + "0".repeat(24) + "\"\r\n";
    assertThat(failure(ringThen("", FaultyAgent.whole(STAT + tag, "abc")), get))
        .hasMessageContaining("its digest is 364b3fb7352441c200000003");
    String huge = "X-Metric-Stat: {\"Size\":9999999999}\r\n";
    assertThat(failure(ringThen("", FaultyAgent.whole(huge, "abc")), get))
        .hasMessageContaining("more than the limit");
    for (String encoding : new String[] {"snappy", "zstd"}) {
      String encoded = STAT + "Content-Encoding: " + encoding + "\r\n";
      AgentException failure = failure(ringThen("", FaultyAgent.whole(encoded, "abc")), get);
      assertThat(failure.trouble()).isEqualTo(Trouble.GARBAGE);
      assertThat(failure).hasMessageContaining("it is not sound");
    }
  }

  @Test
  void listsThatAreNotWholeFail() throws IOException {
    String text = "Content-Type: text/plain\r\n";
    Call all = FaultyAgentTest::all;
    assertThat(failure(ringThen("\"stream\"", FaultyAgent.cut(text, "a\nb\n", 9)), all))
        .hasMessageContaining("GET /metrics: it was cut off after 4 of 13 bytes");
    assertThat(failure(ringThen("\"stream\"", FaultyAgent.whole(text, "a\nb")), all))
        .hasMessageContaining("the last line is cut off");
    assertThat(failure(ringThen("\"stream\"", FaultyAgent.whole(text, "b\na\n")), all))
        .hasMessageContaining("its names are not in order: 'a'");
    assertThat(failure(ringThen("\"stream\"", FaultyAgent.whole("", "[]")), all))
        .hasMessageContaining("asked for text/plain it answers ''");
    assertThat(failure(ringThen("", FaultyAgent.whole("", "[\"a\",\"b\"")), all))
        .hasMessageContaining("the array of names");
    assertThat(failure(ringThen("", FaultyAgent.whole("", "{}")), all))
        .hasMessageContaining("this is no JSON array of names");
    assertThat(failure(ringThen("", FaultyAgent.whole("", "[1]")), all))
        .hasMessageContaining("among the names is a VALUE_NUMBER_INT");
    assertThat(failure(ringThen("", FaultyAgent.cut("", "[\"a\",", 9)), all))
        .hasMessageContaining("cut off");
  }

  @Test
  void namesThatAreNoneAreLeftOutAndCounted() throws Exception {
    String hostile = "..\n...etc.passwd\n/etc/passwd\na\na\u0001b\na..b\nb.\nc d\né\n";
    String sorted = hostile.lines().sorted().reduce("", (all, line) -> all + line + "\n");
    try (FaultyAgent agent =
            new FaultyAgent(
                ringThen(
                    "\"stream\"",
                    FaultyAgent.whole(
                        "Content-Type: text/plain\r\n",
                        new String(sorted.getBytes("UTF-8"), "ISO-8859-1"))));
        AgentClient client = new AgentClient(agent.address(), USUAL)) {
      assertThat(all(client)).isEqualTo("a c d é 6..");
    }
    String array = "[\"..\",\"a\\u0000b\",\"x\\ny\",\"good\",\"\",\"\\ud800\"]";
    try (FaultyAgent agent = new FaultyAgent(ringThen("", FaultyAgent.whole("", array)));
        AgentClient client = new AgentClient(agent.address(), USUAL)) {
      assertThat(all(client).toString()).startsWith("? good ").doesNotContain("\n", "\0");
    }
  }

  @Test
  void linesOfAnswersThatCannotBeReadFail() throws IOException {
    Call call =
        client -> {
          try (Records<MetricStat> records = client.stats(java.util.List.of(LOAD))) {
            records.next();
            return records.next();
          }
        };
    String good = "{\"Name\":\"servers.load\",\"Size\":3}\n";
    assertThat(failure(ringThen("\"batch\"", FaultyAgent.cut("", good, 5)), call))
        .hasMessageContaining("POST /stats: it was cut off");
    assertThat(failure(ringThen("\"batch\"", FaultyAgent.whole("", good + "{]\n")), call))
        .hasMessageContaining("a line of its answer cannot be read");
    assertThat(failure(ringThen("\"batch\"", FaultyAgent.whole("", good + "{")), call))
        .hasMessageContaining("the last line of its answer is cut off");
  }

  @Test
  void onlyQuestionsAreRepeated() throws Exception {
    AtomicInteger left = new AtomicInteger();
    Behaviour flaky =
        (request, out) -> {
          if (left.getAndDecrement() <= 0) {
            FaultyAgent.whole("", String.format(RING, "")).answer(request, out);
          }
        };
    try (FaultyAgent agent = new FaultyAgent(flaky);
        AgentClient client = new AgentClient(agent.address(), USUAL)) {
      left.set(2);
      assertThat(client.hashRing().name()).isEqualTo("a");
      assertThat(agent.requests()).hasSize(3);
      left.set(3);
      assertThatThrownBy(client::hashRing).hasMessageContaining("closed without an answer");
      assertThat(agent.requests()).hasSize(6);
      left.set(1);
      assertThatThrownBy(() -> client.delete(LOAD, Optional.empty()))
          .hasMessageContaining("DELETE /metrics/servers.load: the connection was closed");
      assertThat(agent.requests()).hasSize(7);
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (FaultyAgent agent = new FaultyAgent(FaultyAgent.hung());
        AgentClient client = new AgentClient(agent.address(), USUAL)) {
      Throwable[] thrown = new Throwable[1];
      Thread waiting =
          Thread.ofPlatform()
              .start(
                  () -> {
                    try {
                      client.hashRing();
                    } catch (Exception e) {
                      thrown[0] = e;
                    }
                  });
      while (agent.requests().isEmpty()) {
        Thread.onSpinWait();
      }
      waiting.interrupt();
      waiting.join();
      assertThat(thrown[0]).isInstanceOf(InterruptedException.class);
    }
  }

  @Test
  void connectionsAreUsedAgain() throws Exception {
    java.nio.file.Path root = java.nio.file.Files.createTempDirectory("client");
    try (PlainBuckyd buckyd = new PlainBuckyd(root);
        AgentClient client = new AgentClient(buckyd.address(), USUAL)) {
      IntStream.range(0, 500)
          .forEach(
              i -> {
                try {
                  assertThat(client.stat(LOAD)).isEmpty();
                } catch (Exception e) {
                  throw new AssertionError("request " + i, e);
                }
              });
    } finally {
      java.nio.file.Files.delete(root);
    }
  }
}
