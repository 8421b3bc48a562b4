package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.wire.AgentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, over HTTP. */
class AgentRightsTest extends AgentsWithTokens {
  @ParameterizedTest
  @CsvSource({
    "GET, /hashring",
    "GET, /metrics",
    "POST, /metrics",
    "HEAD, /metrics/a.b",
    "GET, /metrics/a.b",
    "POST, /metrics/a.b",
    "PUT, /metrics/a.b",
    "DELETE, /metrics/a.b",
    "POST, /metrics/a.b?fetch_offload=true&server=127.0.0.2",
    "POST, /stats",
    "POST, /deletions",
    "POST, /pulls",
    "POST, /removals",
    "GET, /sanity",
    "POST, /sanity?fix=true",
    "GET, /status",
    "GET, /prometheus",
  })
  void nothingWithoutAGoodToken(String method, String target) throws Exception {
    String all = HandmadeToken.ALL;
    String expired = all.replace("}", ",\"exp\":1500000000}");
    String early = all.replace("}", ",\"nbf\":9000000000}");
    String[] headers = {
      "X-Nothing: 1",
      bearing(""),
      bearing("x"),
      bearing(HandmadeToken.unsigned("{\"alg\":\"none\"}", all)),
      bearing(HandmadeToken.unsigned("{\"alg\":\"HS256\"}", all)),
      bearing(HandmadeToken.signed("{\"alg\":\"HS512\"}", all, "HmacSHA512", SECRET)),
      bearing(HandmadeToken.of(all, "another secret of at least as many bytes")),
      bearing(HandmadeToken.of(expired, SECRET)),
      bearing(HandmadeToken.of(early, SECRET)),
      bearing(HandmadeToken.of(all.replace("}", ",\"x\":\"" + "x".repeat(9000) + "\"}"), SECRET)),
      "Authorization: " + HandmadeToken.of(all, SECRET),
      "Authorization: Basic " + HandmadeToken.base64("admin:" + SECRET),
      "Cookie: X-Buckyd-Authorization=" + HandmadeToken.of(all, SECRET),
    };
    for (String header : headers) {
      Answer answer = send(method, target, header);
      assertThat(answer.status()).as(header).isEqualTo(403);
      assertThat(answer.text()).as(header).doesNotContain(SECRET).doesNotContain("eyJ");
    }
    nothingHasChanged();
  }

  @Test
  void noTokenInTheQuery() throws Exception {
    String token = HandmadeToken.of(HandmadeToken.ALL, SECRET);
    for (String field : new String[] {"token", "access_token", "X-Buckyd-Authorization"}) {
      assertThat(send("GET", "/metrics?" + field + "=" + token).status()).isEqualTo(403);
    }
  }

  @Test
  void everythingWithEverything() throws Exception {
    String all = may("*", "*");
    assertThat(send("GET", "/hashring", all).status()).isEqualTo(200);
    assertThat(send("GET", "/metrics", all).text()).isEqualTo("[\"a.b\"]");
    assertThat(send("GET", "/metrics/a.b", all).body()).isEqualTo(DATABASE);
    assertThat(send("POST", "/metrics/a.b", all).status()).isEqualTo(200);
    assertThat(send("PUT", "/metrics/a.b", all).status()).isEqualTo(200);
    assertThat(send("DELETE", "/metrics/a.b", all).status()).isEqualTo(200);
    String bearer = all.replace("X-Buckyd-Authorization: ", "Authorization: Bearer ");
    assertThat(send("GET", "/hashring", bearer).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "read, HEAD",
    "read, GET",
    "update, POST",
    "replace, PUT",
    "delete, DELETE",
  })
  void eachOperationNeedsItsOwnRightToThatMetric(String operation, String method) throws Exception {
    for (String other : new String[] {"read", "update", "replace", "delete"}) {
      int expected = other.equals(operation) ? 200 : 403;
      if (expected == 403) {
        assertThat(send(method, "/metrics/a.b", may(other, "*")).status())
            .as(other)
            .isEqualTo(expected);
      }
    }
    for (String namespace : new String[] {"b.*", "a", "a.b.*", "A.*", "a?b?", "[", "", "a\\\\*b"}) {
      assertThat(send(method, "/metrics/a.b", may("*", namespace)).status())
          .as(namespace)
          .isEqualTo(403);
    }
    nothingHasChanged();
    assertThat(send(method, "/metrics/a.b", may(operation, "z,a.*")).status()).isEqualTo(200);
  }

  @Test
  void listingNeedsTheRightToReadAll() throws Exception {
    assertThat(send("GET", "/metrics", may("read", "*")).status()).isEqualTo(200);
    assertThat(send("GET", "/metrics", may("read", "a.*")).status()).isEqualTo(403);
    assertThat(send("GET", "/metrics?prefix=a.", may("read", "a.*")).status()).isEqualTo(403);
    assertThat(send("GET", "/metrics?force=1", may("update,delete", "*")).status()).isEqualTo(403);
    assertThat(send("GET", "/hashring", may("", "")).status()).isEqualTo(200);
  }

  /** A tree tells names in what it could not read, too. */
  @Test
  void theStatusHasNamesForWhomMayListThem() throws Exception {
    Files.createFile(agent.tree.resolve("a/no.metric.wsp"));
    agent.close();
    agent = start("tree", "127.0.0.1", 0);
    for (String few : new String[] {may("*", "a.*"), may("update,delete", "*"), may("", "")}) {
      AgentStatus status = AgentStatus.JSON.read(send("GET", "/status", few).body());
      assertThat(status.inventory().invalid()).isEqualTo(1);
      assertThat(status.inventory().examples()).isEmpty();
      assertThat(status.inventory().source()).isNull();
      assertThat(send("GET", "/status", few).text()).doesNotContain("no.metric", "tree");
    }
    AgentStatus all = AgentStatus.JSON.read(send("GET", "/status", may("read", "*")).body());
    assertThat(all.inventory().examples()).singleElement().asString().contains("no.metric");
    assertThat(all.inventory().source()).contains(agent.tree.toString());
    List<String> troubles = List.of("a.b: 127.0.0.2 does not answer");
    AgentStatus moving =
        new AgentStatus(
            all.name(),
            all.version(),
            all.java(),
            all.started(),
            all.inventory(),
            all.load(),
            all.disk(),
            new AgentStatus.Removals(3, 2, 1, troubles),
            all.misplaced(),
            all.jobs());
    assertThat(moving.withoutNames().removals())
        .isEqualTo(new AgentStatus.Removals(3, 2, 1, List.of()));
  }

  @Test
  void eachLineNeedsItsRight() throws Exception {
    put(agent.tree, "c/d.wsp");
    String digest = Databases.digest(DATABASE);

    String stats = lines("/stats", "a.b\nc.d\n", may("read", "a.*")).text();
    assertThat(stats.lines().filter(line -> line.contains("c.d")))
        .singleElement()
        .asString()
        .contains("does not allow");
    assertThat(stats.lines().filter(line -> line.contains("a.b")))
        .singleElement()
        .asString()
        .doesNotContain("Error");

    String deletion = "{\"Metric\":\"c.d\"}\n";
    assertThat(lines("/deletions", deletion, may("delete", "a.*")).text())
        .contains("\"failed\"", "does not allow");
    assertThat(lines("/deletions", deletion, may("read,update,replace", "*")).text())
        .contains("\"failed\"", "does not allow");

    String removal =
        "{\"Metric\":\"c.d\",\"IfMatch\":\"" + digest + "\",\"Owners\":[\"127.0.0.2\"]}\n";
    assertThat(lines("/removals", removal, may("delete", "*")).text())
        .as("it writes to the owners")
        .contains("\"failed\"", "does not allow to update");
    assertThat(lines("/removals", removal, may("update", "*")).text())
        .contains("\"failed\"", "does not allow to delete");
    assertThat(lines("/removals", removal, may("update,delete", "a.*")).text())
        .contains("\"failed\"", "does not allow");

    String pull = "{\"From\":\"127.0.0.2\",\"Metric\":\"x.y\",\"As\":\"a.new\"}\n";
    assertThat(lines("/pulls", pull, may("update", "*")).text())
        .contains("\"failed\"", "does not allow to read");
    assertThat(lines("/pulls", pull, may("read", "*")).text())
        .contains("\"failed\"", "does not allow to update");
    assertThat(lines("/pulls", pull, may("read,update", "a.*")).text())
        .contains("\"failed\"", "does not allow to read");
    assertThat(lines("/pulls", pull, may("read,update", "x.*")).text())
        .contains("\"failed\"", "does not allow to update");

    assertThat(agent.tree.resolve("c/d.wsp")).hasBinaryContent(DATABASE);
    nothingHasChanged();
    assertThat(lines("/pulls", pull, may("read,update", "a.new,x.*")).text())
        .contains("\"created\"");
  }

  @Test
  void listenersHearNoToken() throws Exception {
    List<RequestListener.Answered> heard = new CopyOnWriteArrayList<>();
    TokenAccess access = new TokenAccess(List.of(secret), Clock.systemUTC());
    String all = may("*", "*");
    String expired =
        bearing(HandmadeToken.of(HandmadeToken.ALL.replace("}", ",\"exp\":1500000000}"), SECRET));
    try (TestAgent telling =
        new TestAgent(
            directory.resolve("telling"),
            "127.0.0.3",
            0,
            settings -> settings.withAccess(access, TOKENS),
            heard::add)) {
      telling.client.get("/hashring", all);
      telling.client.get("/hashring", expired);
      telling.client.get("/metrics/none", all);
      telling.client.send("POST", "/pulls", "x\n".getBytes(StandardCharsets.UTF_8), all);
    }
    assertThat(heard).hasSize(4);
    assertThat(heard.toString()).doesNotContain("eyJ").doesNotContain(SECRET);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::"})
  void nobodyListensWideForEverybody(String host) {
    assertThatIOException()
        .isThrownBy(
            () -> new TestAgent(directory.resolve("wide"), host, 0, settings -> settings).close())
        .withMessageContainingAll("--auth-jwt-secret-file", "--tls-client-ca", "--allow-anonymous");
  }
}
