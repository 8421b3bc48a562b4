package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.http.Limits;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Encoded bodies both ways, digests and conditions. */
class EncodingsTest {
  private static final String BINARY = "Content-Type: application/octet-stream";
  private static final int MOST = 1 << 20;

  @TempDir Path tree;
  private TestAgent agent;
  private final byte[] content = Databases.with(700);

  @BeforeEach
  void start() throws Exception {
    Files.write(tree.resolve("a.wsp"), content);
    agent = new TestAgent(tree, settings -> settings.withLimits(Limits.USUAL.withMaxBody(MOST)));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  @ParameterizedTest
  @CsvSource({"snappy,SZ,1", "zstd,ZST,0"})
  void aDatabaseTravelsEncoded(String word, Algorithm algorithm, int number) throws Exception {
    Answer got = agent.client.get("/metrics/a", "Accept-Encoding: " + word);

    assertThat(got.header("Content-Encoding")).isEqualTo(word);
    assertThat(got.header("X-Metric-Stat"))
        .contains("\"Size\":" + content.length, "\"Encoding\":" + number);
    assertThat(got.header("ETag")).isEqualTo('"' + Databases.digest(content) + '"');
    try (Codec codec = algorithm.codec()) {
      assertThat(bytes(codec.decompress(got.body(), content.length))).isEqualTo(content);
    }

    Answer posted = send("POST", "/metrics/b", got.body(), "Content-Encoding: " + word);

    assertThat(posted.status()).isEqualTo(200);
    assertThat(tree.resolve("b.wsp")).hasBinaryContent(content);
  }

  @Test
  void theBestEncodingThatIsAcceptedIsTaken() throws Exception {
    assertThat(encodingFor("gzip, snappy, zstd")).isEqualTo("zstd");
    assertThat(encodingFor("zstd;q=0, snappy;q=0.5")).isEqualTo("snappy");
    assertThat(encodingFor("gzip")).isNull();
  }

  private String encodingFor(String accepted) throws Exception {
    return agent
        .client
        .get("/metrics/a", "Accept-Encoding: " + accepted)
        .header("Content-Encoding");
  }

  @ParameterizedTest
  @CsvSource({"snappy,SZ", "zstd,ZST"})
  void aBombIsRefused(String word, Algorithm algorithm) throws Exception {
    byte[] zeros = new byte[64 * MOST];
    byte[] bomb;
    try (Codec codec = algorithm.codec()) {
      bomb = bytes(codec.compress(zeros, zeros.length));
    }
    if (bomb.length < MOST) {
      Answer answer = send("POST", "/metrics/b", bomb, "Content-Encoding: " + word);
      assertThat(answer.status()).isEqualTo(400);
    }
    Answer told =
        agent.client.send(
            "POST",
            "/metrics/b",
            new byte[100],
            BINARY,
            "Content-Encoding: " + word,
            Databases.stat("b", zeros.length));
    assertThat(told.status()).isEqualTo(413);
    assertThat(tree.resolve("b.wsp")).doesNotExist();
  }

  @Test
  void garbageIsRefused() throws Exception {
    for (String word : new String[] {"snappy", "zstd"}) {
      Answer answer = send("PUT", "/metrics/a", new byte[500], "Content-Encoding: " + word);
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("it is not sound");
    }
    assertThat(send("PUT", "/metrics/a", content, "Content-Encoding: gzip").status())
        .isEqualTo(415);
    assertThat(tree.resolve("a.wsp")).hasBinaryContent(content);
  }

  @Test
  void aBodyThatIsTooLargeIsRefusedBeforeItComes() throws Exception {
    String head =
        "POST /metrics/b HTTP/1.1\r\nHost: x\r\nContent-Length: 999999999999\r\n"
            + BINARY
            + "\r\n"
            + Databases.stat("b", content.length)
            + "\r\n\r\n";

    assertThat(agent.client.raw(head).status()).isEqualTo(413);
  }

  @Test
  void aWrongDigestIsRefused() throws Exception {
    Answer wrong = send("POST", "/metrics/b", content, "X-Bucky-Digest: " + "0".repeat(64));
    assertThat(wrong.status()).isEqualTo(400);
    assertThat(wrong.text()).contains(Databases.digest(content));
    assertThat(tree.resolve("b.wsp")).doesNotExist();

    String right = "X-Bucky-Digest: " + Databases.digest(content);
    assertThat(send("POST", "/metrics/b", content, right).status()).isEqualTo(200);
  }

  @Test
  void conditionsHold() throws Exception {
    byte[] other = Databases.with(3);
    String stale = "If-Match: \"" + Databases.digest(other) + '"';
    String fresh = "If-Match: \"" + Databases.digest(content) + '"';

    assertThat(send("PUT", "/metrics/a", other, stale).status()).isEqualTo(412);
    assertThat(send("PUT", "/metrics/gone", other, "If-Match: *").status()).isEqualTo(412);
    assertThat(delete(stale).status()).isEqualTo(412);
    assertThat(delete("If-Match: W/\"" + Databases.digest(content) + '"').status()).isEqualTo(412);
    assertThat(tree.resolve("a.wsp")).hasBinaryContent(content);

    assertThat(send("PUT", "/metrics/a", other, fresh).status()).isEqualTo(200);
    assertThat(delete(stale).status()).isEqualTo(200);
    assertThat(tree).isEmptyDirectory();
  }

  private Answer delete(String condition) throws Exception {
    return agent.client.send("DELETE", "/metrics/a", new byte[0], condition);
  }

  private Answer send(String method, String target, byte[] body, String header) throws Exception {
    return agent.client.send(
        method, target, body, BINARY, header, Databases.stat("x", content(body)));
  }

  private long content(byte[] body) {
    return body.length == Databases.with(3).length ? body.length : content.length;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
