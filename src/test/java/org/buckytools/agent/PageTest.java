package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.wire.Overview;
import org.buckytools.wire.Overview.State;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The page that an agent serves to people, and who gets it. */
class PageTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
  private static final String ALL = HandmadeToken.of(HandmadeToken.ALL, SECRET);
  private static final BindPolicy TOKENS = new BindPolicy(true, false, false);

  @TempDir Path directory;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    for (String file : new String[] {"a/b.wsp", "a/c.wsp", "a/d.wsp", "a/e.wsp", "a/f.wsp"}) {
      Path path = directory.resolve("tree").resolve(file);
      Files.createDirectories(path.getParent());
      Files.write(path, Databases.with(10));
    }
    agent = new TestAgent(directory.resolve("tree"));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private TestAgent guarded(String tree, String host, int port, String secret) throws Exception {
    Path file = Files.writeString(directory.resolve(tree + ".secret"), secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(file), Clock.systemUTC());
    return new TestAgent(
        directory.resolve(tree), host, port, settings -> settings.withAccess(access, TOKENS));
  }

  private static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
  }

  private static Overview overview(TestAgent of, String... headers) throws IOException {
    Answer answer = of.client.get("/overview", headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return Overview.JSON.read(answer.body());
  }

  @Test
  void thePageIsWholeAndMayDoNothingButAskThisAgent() throws Exception {
    Answer page = agent.client.get("/");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.header("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(page.header("Cache-Control")).isEqualTo("no-store");
    String policy = page.header("Content-Security-Policy");
    assertThat(policy)
        .isEqualTo(
            "default-src 'none'; style-src "
                + hashOf("style", page.text())
                + "; script-src "
                + hashOf("script", page.text())
                + "; connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none';"
                + " frame-ancestors 'none'");
    assertThat(page.text())
        .contains("<!doctype html>", "lang=\"en\"", "name=\"viewport\"", "<noscript>")
        .doesNotContain("<!-- ", "innerHTML", "document.write", "eval(", " style=", " onclick=");
    assertThat(Pattern.compile("(src|href|action)=\"(?!data:)").matcher(page.text()).find())
        .isFalse();
  }

  private static String hashOf(String element, String html) throws Exception {
    Matcher found =
        Pattern.compile("<" + element + ">(.*?)</" + element + ">", Pattern.DOTALL).matcher(html);
    assertThat(found.find()).isTrue();
    byte[] digest =
        MessageDigest.getInstance("SHA-256")
            .digest(found.group(1).getBytes(StandardCharsets.UTF_8));
    assertThat(found.find()).as("one %s", element).isFalse();
    return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
  }

  @Test
  void onlyLookingIsServed() throws Exception {
    byte[] nothing = {};
    Answer head = agent.client.send("HEAD", "/", nothing);
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.body()).isEmpty();
    for (String method : new String[] {"POST", "PUT", "DELETE", "OPTIONS", "PATCH"}) {
      assertThat(agent.client.send(method, "/", nothing).status()).as(method).isEqualTo(404);
      assertThat(agent.client.send(method, "/overview", nothing).status())
          .as(method)
          .isEqualTo(400);
    }
    for (String path : new String[] {"/index.html", "/page.js", "/page.css", "/favicon.ico"}) {
      assertThat(agent.client.get(path).status()).as(path).isEqualTo(404);
    }
  }

  @Test
  void itTellsOfEveryHostOfTheRingAndDoesNotWaitForDeadOnes() throws Exception {
    try (TestAgent second =
        new TestAgent(
            directory.resolve("second"), "127.0.0.2", agent.agent.port(), settings -> settings)) {
      assertThat(second.agent.port()).isEqualTo(agent.agent.port());
      Overview seen = overview(agent);
      while (seen.hosts().get(1).state() != State.ANSWERING
          || seen.hosts().get(2).state() != State.SILENT
          || seen.hosts().get(0).status().misplaced().counted() == 0) {
        seen = overview(agent);
      }

      assertThat(seen.name()).isEqualTo("127.0.0.1");
      assertThat(seen.ring()).isEqualTo(new Overview.Ring("carbon", "buckyd", 1, false, 3));
      assertThat(seen.hosts())
          .extracting(Overview.Host::host)
          .containsExactly("127.0.0.1", "127.0.0.2", "127.0.0.3");
      assertThat(seen.hosts().stream().mapToDouble(Overview.Host::share).sum())
          .isBetween(0.999, 1.001);
      Overview.Host first = seen.hosts().get(0);
      assertThat(first.status().inventory().names()).isEqualTo(5);
      assertThat(first.status().misplaced().metrics()).isEqualTo(misplaced());
      assertThat(first.difference()).isEmpty();
      assertThat(seen.hosts().get(1).status().name()).isEqualTo("127.0.0.2");
      assertThat(seen.hosts().get(2).error()).isEqualTo("nobody answers there");
      assertThat(seen.hosts().get(2).status()).isNull();
    }
  }

  private static long misplaced() {
    Ring ring =
        new RingDefinition(
                RingKind.CARBON,
                List.of(Node.parse("127.0.0.1"), Node.parse("127.0.0.2"), Node.parse("127.0.0.3")),
                1,
                false)
            .ring();
    return List.of("a.b", "a.c", "a.d", "a.e", "a.f").stream()
        .filter(name -> !ring.replicas(name).getFirst().host().equals("127.0.0.1"))
        .count();
  }

  /** What listens there takes connections and never answers. */
  @Test
  void aHostThatHangsIsShownAsSuch() throws Exception {
    try (ServerSocket hung = new ServerSocket()) {
      hung.bind(new InetSocketAddress("127.0.0.2", agent.agent.port()));
      Overview seen = overview(agent);
      assertThat(seen.hosts().get(1).state()).isEqualTo(State.ASKED);
      while (seen.hosts().get(1).state() == State.ASKED) {
        seen = overview(agent);
      }
      assertThat(seen.hosts().get(1).state()).isEqualTo(State.SILENT);
      assertThat(seen.hosts().get(1).error()).isEqualTo("it did not answer within 2 s");
    }
  }

  @Test
  void aHostWithAnotherRingIsNamed() throws Exception {
    try (TestAgent second =
        new TestAgent(
            directory.resolve("second"),
            "127.0.0.2",
            agent.agent.port(),
            settings ->
                AgentSettings.of(
                    settings.bind(),
                    "127.0.0.2",
                    settings.prefix(),
                    new RingDefinition(
                        settings.ring().kind(), settings.ring().nodes(), 2, false)))) {
      assertThat(second.agent.port()).isEqualTo(agent.agent.port());
      Overview seen = overview(agent);
      while (seen.hosts().get(1).state() == State.ASKED) {
        seen = overview(agent);
      }
      assertThat(seen.hosts().get(0).difference()).isEmpty();
      assertThat(seen.hosts().get(1).difference()).isEqualTo("it has 2 replicas, not 1");
    }
  }

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
