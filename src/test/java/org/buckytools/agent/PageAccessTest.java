package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.wire.Overview;
import org.buckytools.wire.Overview.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who gets the page that an agent serves to people, and what it may ask. */
class PageAccessTest extends AgentWithPage {
  @ParameterizedTest
  @ValueSource(strings = {"/", "/overview"})
  void aBrowserLogsInWithTheTokenAsPassword(String path) throws Exception {
    try (TestAgent guarded = guarded("guarded", "127.0.0.2", 0, SECRET)) {
      Answer refused = guarded.client.get(path);
      assertThat(refused.status()).isEqualTo(401);
      assertThat(refused.header("WWW-Authenticate"))
          .isEqualTo("Basic realm=\"bucky\", charset=\"UTF-8\"");
      for (String user : new String[] {"", "me", "X-Buckyd-Authorization"}) {
        assertThat(guarded.client.get(path, basic(user, ALL)).status()).as(user).isEqualTo(200);
      }
      String lower = basic("me", ALL).replace("Basic", "basic");
      assertThat(guarded.client.get(path, lower).status()).isEqualTo(200);
      assertThat(guarded.client.get(path, "X-Buckyd-Authorization: " + ALL).status())
          .isEqualTo(200);
      assertThat(guarded.client.get(path, "Authorization: Bearer " + ALL).status()).isEqualTo(200);
      String forged = HandmadeToken.of(HandmadeToken.ALL, OTHER_SECRET);
      String expired =
          HandmadeToken.of(HandmadeToken.ALL.replace("}", ",\"exp\":1500000000}"), SECRET);
      for (String header :
          new String[] {
            basic("me", ""),
            basic("me", forged),
            basic("me", expired),
            basic("me", SECRET),
            basic(ALL, "x"),
            "Authorization: Basic",
            "Authorization: Basic !",
            "Authorization: Basic " + ALL,
            "Authorization: " + ALL,
            "X-Buckyd-Authorization: " + forged + "\r\n" + basic("me", ALL),
            "Cookie: token=" + ALL,
          }) {
        Answer answer = guarded.client.get(path, header);
        assertThat(answer.status()).as(header).isEqualTo(401);
        assertThat(answer.text()).doesNotContain(SECRET).doesNotContain("eyJ");
      }
      assertThat(guarded.client.send("HEAD", path, new byte[0], basic("me", ALL)).status())
          .isEqualTo(401);
    }
  }

  /** What a browser sends by itself, once somebody has logged in, must not do anything. */
  @Test
  void nothingElseTakesThePassword() throws Exception {
    String[] all = {
      "GET /hashring",
      "GET /metrics",
      "POST /metrics",
      "HEAD /metrics/a.b",
      "GET /metrics/a.b",
      "POST /metrics/a.b",
      "PUT /metrics/a.b",
      "DELETE /metrics/a.b",
      "POST /metrics/a.b?fetch_offload=true&server=127.0.0.2",
      "POST /stats",
      "POST /deletions",
      "POST /pulls",
      "POST /removals",
      "GET /sanity",
      "POST /sanity?fix=true",
      "POST /jobs",
      "GET /status",
      "GET /prometheus",
    };
    try (TestAgent guarded = guarded("guarded", "127.0.0.2", 0, SECRET)) {
      for (String one : all) {
        String[] parts = one.split(" ");
        Answer answer = guarded.client.send(parts[0], parts[1], new byte[0], basic("me", ALL));
        assertThat(answer.status()).as(one).isEqualTo(403);
        assertThat(answer.header("WWW-Authenticate")).as(one).isNull();
      }
    }
  }

  @Test
  void browsersMayOpenThePageAndOnlyItMayAsk() throws Exception {
    String navigation = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n";
    for (String site : new String[] {"none", "same-origin", "same-site", "cross-site"}) {
      assertThat(agent.client.get("/", navigation + "Sec-Fetch-Site: " + site).status())
          .as(site)
          .isEqualTo(200);
      assertThat(agent.client.get("/overview", "Sec-Fetch-Site: " + site).status())
          .as(site)
          .isEqualTo(site.equals("none") || site.equals("same-origin") ? 200 : 403);
      String frame = "Sec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: iframe\r\n";
      assertThat(agent.client.get("/", frame + "Sec-Fetch-Site: " + site).status())
          .as(site)
          .isEqualTo(site.equals("none") ? 200 : 403);
    }
    for (String path : new String[] {"/", "/overview"}) {
      assertThat(agent.client.get(path, "Origin: http://evil.example").status()).isEqualTo(403);
      assertThat(
              agent
                  .client
                  .get(
                      path, "Origin: null\r\nSec-Fetch-Site: same-origin\r\n" + navigation + "X: y")
                  .status())
          .isEqualTo(403);
    }
    assertThat(
            agent
                .client
                .send("POST", "/", new byte[0], navigation + "Sec-Fetch-Site: same-origin")
                .status())
        .isEqualTo(403);
    assertThat(agent.client.get("/status", "Sec-Fetch-Site: same-origin").status()).isEqualTo(403);
  }

  @Test
  void othersAreAskedWithTheViewersTokenAndNoOther() throws Exception {
    try (TestAgent guarded = guarded("guarded", "127.0.0.2", agent.agent.port(), SECRET);
        TestAgent stranger = guarded("stranger", "127.0.0.3", agent.agent.port(), OTHER_SECRET)) {
      assertThat(stranger.agent.port()).isEqualTo(agent.agent.port());
      String token = "X-Buckyd-Authorization: " + ALL;
      Overview seen = overview(guarded, token);
      while (seen.hosts().get(0).state() == State.ASKED
          || seen.hosts().get(2).state() == State.ASKED) {
        seen = overview(guarded, token);
      }
      assertThat(seen.hosts().get(0).state()).isEqualTo(State.ANSWERING);
      assertThat(seen.hosts().get(1).state()).isEqualTo(State.ANSWERING);
      assertThat(seen.hosts().get(2).state()).isEqualTo(State.SILENT);
      assertThat(seen.hosts().get(2).error()).isEqualTo("it does not accept your token");
      assertThat(seen.hosts().get(2).status()).isNull();
    }
  }

  @Test
  void whoMayNotListSeesNoNames() throws Exception {
    Path tree = directory.resolve("guarded");
    Files.createDirectories(tree);
    Files.createFile(tree.resolve("secret name;.wsp"));
    try (TestAgent guarded = guarded("guarded", "127.0.0.2", 0, SECRET)) {
      String few = HandmadeToken.of("{\"namespaces\":[\"a.*\"],\"ops\":[\"read\"]}", SECRET);
      Overview.Host self = overview(guarded, "X-Buckyd-Authorization: " + few).hosts().get(1);
      assertThat(self.status().inventory().examples()).isEmpty();
      assertThat(self.status().inventory().source()).isNull();
      Overview.Host all = overview(guarded, "X-Buckyd-Authorization: " + ALL).hosts().get(1);
      assertThat(all.status().inventory().source()).contains(tree.toString());
    }
  }

  @Test
  void jobsOfClientsAreHeardFromWhoMayMoveThings() throws Exception {
    String good =
        "{\"Id\":\"12345678\",\"Kind\":\"rebalance\",\"Note\":\"<b>\",\"Done\":1,\"Total\":2}";
    assertThat(agent.client.lines("/jobs", good).status()).isEqualTo(200);
    assertThat(overview(agent).hosts().get(0).status().jobs())
        .anySatisfy(
            job -> {
              assertThat(job.kind()).isEqualTo("rebalance");
              assertThat(job.note()).isEqualTo("from 127.0.0.1");
            });
    for (String bad :
        new String[] {
          "",
          "x",
          "{}",
          good.replace("12345678", "1234567"),
          good.replace("12345678", "1234567<"),
          good.replace("12345678", "1".repeat(65)),
          good.replace("rebalance", "Rebalance"),
          good.replace("rebalance", ""),
          good.replace(":1,", ":-1,"),
          good.replace("<b>", "x".repeat(3000)),
        }) {
      assertThat(agent.client.lines("/jobs", bad).status()).as(bad).isIn(400, 413);
    }
    assertThat(agent.client.get("/jobs").status()).isEqualTo(400);
    try (TestAgent guarded = guarded("guarded", "127.0.0.2", 0, SECRET)) {
      String[] claims = {
        "{\"namespaces\":[\"*\"],\"ops\":[\"read\",\"delete\",\"replace\"]}",
        "{\"namespaces\":[\"a.*\"],\"ops\":[\"*\"]}",
      };
      for (String few : claims) {
        String token = "X-Buckyd-Authorization: " + HandmadeToken.of(few, SECRET);
        assertThat(guarded.client.lines("/jobs", good, token).status()).as(few).isEqualTo(403);
      }
      assertThat(guarded.client.lines("/jobs", good, "X-Buckyd-Authorization: " + ALL).status())
          .isEqualTo(200);
    }
  }
}
