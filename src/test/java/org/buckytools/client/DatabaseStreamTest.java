package org.buckytools.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.client.FaultyAgent.Behaviour;
import org.buckytools.metric.MetricName;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.MetricStat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many databases in one answer, of agents that do what they should and of others. */
class DatabaseStreamTest {
  private static final List<MetricName> NAMES = List.of(MetricName.of("a"), MetricName.of("b"));
  private static final ClientSettings USUAL = ClientSettings.usual();

  private static String part(String name, String content) {
    return "{\"Name\":\""
        + name
        + "\",\"Size\":"
        + content.length()
        + ",\"Digest\":\""
        + ContentDigest.of(content.getBytes(StandardCharsets.ISO_8859_1))
        + "\"}\n"
        + content;
  }

  private static Behaviour chunks(String body, int size, String end) {
    StringBuilder answer =
        new StringBuilder("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
    for (int at = 0; at < body.length(); at += size) {
      String chunk = body.substring(at, Math.min(body.length(), at + size));
      answer
          .append(Integer.toHexString(chunk.length()))
          .append("\r\n")
          .append(chunk)
          .append("\r\n");
    }
    return FaultyAgent.saying(answer + end);
  }

  private static List<String> read(Behaviour behaviour, boolean direct) throws Exception {
    return read(behaviour, direct, USUAL);
  }

  private static List<String> read(Behaviour behaviour, boolean direct, ClientSettings settings)
      throws Exception {
    List<String> all = new ArrayList<>();
    try (FaultyAgent agent = new FaultyAgent(behaviour);
        AgentClient client = new AgentClient(agent.address(), settings);
        DatabaseStream stream = client.databases(NAMES)) {
      for (Optional<MetricStat> next = stream.next(); next.isPresent(); next = stream.next()) {
        MetricStat stat = next.get();
        if (stat.error() != null) {
          all.add(stat.name() + "!" + stat.error());
          continue;
        }
        int size = 3 + (int) stat.size();
        ByteBuffer into = direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size);
        stream.content(into.position(3));
        byte[] content = new byte[into.remaining()];
        into.get(content);
        all.add(stat.name() + "=" + new String(content, StandardCharsets.ISO_8859_1));
      }
    }
    return all;
  }

  @ParameterizedTest
  @CsvSource({"1, true", "7, false", "100000, true", "100000, false"})
  void readsWhatCameInWhateverParts(int size, boolean direct) throws Exception {
    String large = "\n{}\r\n".repeat(4_000);
    String body = part("a", large) + "{\"Name\":\"b\",\"Error\":\"not found\"}\n" + part("c", "");

    assertThat(read(chunks(body, size, "0\r\n\r\n"), direct))
        .containsExactly("a=" + large, "b!not found", "c=");
  }

  private static AgentException failure(Behaviour behaviour) {
    return catchThrowableOfType(AgentException.class, () -> read(behaviour, true));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 10, 90, 100})
  void aCutIsNoEnd(int length) throws IOException {
    String body = (part("a", "x".repeat(50)) + part("b", "y")).substring(0, length);

    AgentException failure = failure(chunks(body, 30, ""));

    assertThat(failure.trouble()).isEqualTo(Trouble.DEAD);
    assertThat(failure).hasMessageContaining("POST /databases: it was cut off in the middle");
  }

  @Test
  void anEndInTheMiddleIsGarbage() {
    assertThat(failure(chunks(part("a", "xyz").replaceAll("z$", ""), 30, "0\r\n\r\n")).trouble())
        .isEqualTo(Trouble.GARBAGE);
    assertThat(failure(chunks("{\"Name\":\"a\"", 30, "0\r\n\r\n")))
        .hasMessageContaining("the last line of its answer is cut off");
  }

  @Test
  void otherBytesThanWereToldAreGarbage() {
    assertThat(failure(chunks(part("a", "xyz").replace("xyz", "xyZ"), 30, "0\r\n\r\n")))
        .hasMessageContaining("the digest of 'a' is")
        .extracting(AgentException::trouble)
        .isEqualTo(Trouble.GARBAGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"Name\":\"a\",\"Size\":-1}",
        "{\"Name\":\"a\",\"Size\":1048577}",
        "{\"Name\":\"a\",\"Size\":4294967296}",
        "{\"Size\":1}",
        "{\"Name\":1}",
        "no JSON",
        "",
      })
  void aLineThatIsNoneIsGarbage(String line) {
    assertThat(failure(chunks(line + "\nxxxxxx", 30, "0\r\n\r\n")).trouble())
        .isEqualTo(Trouble.GARBAGE);
  }

  @ParameterizedTest
  @ValueSource(ints = {20, 100})
  void aStallIsFound(int length) {
    String body = (part("a", "x".repeat(50)) + part("b", "y")).substring(0, length);
    Behaviour stalling =
        (request, out) -> {
          chunks(body, 1_000, "").answer(request, out);
          out.flush();
          FaultyAgent.hung().answer(request, out);
        };
    ClientSettings quick = USUAL.withTimeout(Duration.ofMillis(200));
    AgentException failure =
        catchThrowableOfType(AgentException.class, () -> read(stalling, true, quick));
    assertThat(failure.trouble()).isEqualTo(Trouble.HUNG);
  }

  @Test
  void aRefusalIsTold() {
    assertThat(failure(FaultyAgent.saying("HTTP/1.1 403 F\r\nContent-Length: 3\r\n\r\nno\n")))
        .hasMessageContaining("answered 403: no")
        .extracting(AgentException::trouble)
        .isEqualTo(Trouble.REFUSING);
  }

  @Test
  void aContentIsNotPassedOver() throws Exception {
    try (FaultyAgent agent = new FaultyAgent(chunks(part("a", "x"), 30, "0\r\n\r\n"));
        AgentClient client = new AgentClient(agent.address(), USUAL);
        DatabaseStream stream = client.databases(NAMES)) {
      assertThat(stream.next()).isPresent();
      assertThatThrownBy(stream::next).isInstanceOf(IllegalStateException.class);
    }
  }
}
