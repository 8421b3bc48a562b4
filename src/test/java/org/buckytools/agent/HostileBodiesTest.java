package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.EOFException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.codec.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies that are too large, shorter or longer than they are said to be, or have no end. */
class HostileBodiesTest extends AgentUnderAttack {
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
    restartImpatient();
    assertThat(client.raw(HEAD + "Transfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n").status())
        .isEqualTo(408);
  }
}
