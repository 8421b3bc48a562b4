package org.buckytools.agent;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.wire.Api;
import org.buckytools.wire.MetricStat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many databases in one answer, read as docs/http-api.md tells. */
class DatabasesEndpointTest {
  @TempDir Path directory;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    agent = new TestAgent(directory);
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private void put(String path, byte[] bytes) throws Exception {
    Path file = agent.tree.resolve(path);
    Files.createDirectories(file.getParent());
    Files.write(file, bytes);
  }

  /** What came, by name: the content, or the reason why there is none. */
  private static Map<String, Object> parts(Answer answer) throws Exception {
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
    Map<String, Object> parts = new LinkedHashMap<>();
    byte[] body = answer.body();
    int at = 0;
    while (at < body.length) {
      int end = at;
      while (body[end] != '\n') {
        end++;
      }
      MetricStat stat = MetricStat.JSON.read(body, at, end - at);
      at = end + 1;
      if (stat.error() != null) {
        parts.put(stat.name(), stat.error());
        continue;
      }
      byte[] content = Arrays.copyOfRange(body, at, at + (int) stat.size());
      assertThat(stat.digest()).isEqualTo(Databases.digest(content));
      assertThat(stat.modTime()).isPositive();
      parts.put(stat.name(), content);
      at += content.length;
    }
    return parts;
  }

  @Test
  void sendsWhatThereIsAndSaysOfTheRestWhyNot() throws Exception {
    byte[] first = Databases.with(3);
    byte[] second = Databases.with(700);
    put("a/b.wsp", first);
    put("a/c;dc=ü,\"1\".wsp", second);
    put("large.wsp", new byte[Api.LARGEST_TOGETHER + 1]);
    put("largest.wsp", new byte[Api.LARGEST_TOGETHER]);
    put("empty.wsp", new byte[0]);

    Map<String, Object> parts =
        parts(
            agent.client.lines(
                "/databases",
                "a.b\na.c;dc=ü,\"1\"\nnone\nlarge\nlargest\nempty\na..b\n../../etc/passwd\n"));

    assertThat(parts)
        .hasSize(8)
        .containsEntry("a.b", first)
        .containsEntry("a.c;dc=ü,\"1\"", second)
        .containsEntry("largest", new byte[Api.LARGEST_TOGETHER])
        .containsEntry("empty", new byte[0])
        .containsEntry("none", "not found");
    assertThat((String) parts.get("large")).contains("1048577 bytes").contains("ask for it alone");
    assertThat((String) parts.get("a..b")).isNotEmpty();
    assertThat((String) parts.get("../../etc/passwd")).contains("passwd");
  }

  @Test
  void sendsManyOfEverySizeThatAreUsedAgain() throws Exception {
    Map<String, Object> all = new LinkedHashMap<>();
    for (int i = 0; i < 200; i++) {
      byte[] content = new byte[i * 977];
      Arrays.fill(content, (byte) i);
      put("m/x" + i + ".wsp", content);
      all.put("m.x" + i, content);
    }
    String names = String.join("\n", all.keySet()) + "\n";

    for (int time = 0; time < 3; time++) {
      Map<String, Object> parts = parts(agent.client.lines("/databases", names));
      assertThat(parts.keySet()).isEqualTo(all.keySet().stream().collect(Collectors.toSet()));
      parts.forEach((name, content) -> assertThat(content).as(name).isEqualTo(all.get(name)));
    }
  }

  @Test
  void asksForAPostAndWholeLines() throws Exception {
    assertThat(agent.client.get("/databases").status()).isEqualTo(400);
    put("a.wsp", Databases.with(1));
    // The answer had begun, so it is cut off.
    List<String> failures = new ArrayList<>();
    try {
      failures.add("" + agent.client.lines("/databases", "a\nb").status());
    } catch (java.io.EOFException | NumberFormatException cut) {
      failures.add("cut");
    }
    assertThat(failures.getFirst()).isIn("400", "cut");
  }

  @Test
  void aLinkOutOfTheTreeIsNotFollowed() throws Exception {
    Path outside = Files.createDirectories(directory.resolveSibling("outside-" + hashCode()));
    try {
      Files.write(outside.resolve("secret.wsp"), Databases.with(1));
      Files.createSymbolicLink(agent.tree.resolve("link"), outside);

      Map<String, Object> parts = parts(agent.client.lines("/databases", "link.secret\n"));

      assertThat(parts.get("link.secret")).isInstanceOf(String.class);
      assertThat(new String(agent.client.get("/metrics").body(), UTF_8)).doesNotContain("secret");
    } finally {
      Files.delete(outside.resolve("secret.wsp"));
      Files.delete(outside);
    }
  }

  @Test
  void countsItsLines() throws Exception {
    String names =
        IntStream.range(0, 40).mapToObj(i -> "n" + i + "\n").collect(Collectors.joining());
    assertThat(parts(agent.client.lines("/databases", names))).hasSize(40);
  }
}
