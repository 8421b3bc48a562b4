package org.buckytools.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.buckytools.agent.Agent;
import org.buckytools.agent.AgentSettings;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The agent's page as a person sees it: in a real browser. */
@Order(8)
class PageIT {
  private static final Path PICTURES = Path.of("target/screenshots");
  private static final int METRICS = 400;
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String ROW = "document.querySelectorAll('#hosts tr')";

  private static final RingDefinition RING =
      new RingDefinition(
          RingKind.CARBON,
          List.of(Node.parse("127.0.0.1"), Node.parse("127.0.0.2"), Node.parse("127.0.0.3")),
          1,
          false);

  @TempDir static Path profile;
  @TempDir Path folder;
  private static Chromium browser;

  @BeforeAll
  static void open() throws IOException {
    browser = Chromium.start(profile);
  }

  @AfterAll
  static void close() {
    if (browser != null) {
      browser.close();
    }
  }

  /** Metrics where the ring has them, and one where it does not. */
  private static void fill(Hosts hosts) throws IOException {
    Ring ring = RING.ring();
    for (int i = 0; i < METRICS; i++) {
      String metric = "servers.web" + i + ".load";
      String owner = ring.replicas(metric).getFirst().host();
      create(hosts.host(owner.charAt(owner.length() - 1) - '0').file(metric));
    }
    String stray = "servers.stray.load";
    String owner = ring.replicas(stray).getFirst().host();
    Host other = hosts.host(owner.equals("127.0.0.1") ? 2 : 1);
    create(other.file(stray));
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    Files.createFile(file);
  }

  private void hasNoHorizontalScroll(Tab tab) {
    assertThat(tab.evaluate("document.documentElement.scrollWidth - innerWidth").asInt())
        .as("pixels that are out of sight to the right")
        .isNotPositive();
  }

  @Test
  void itShowsTheClusterAsItIsAndAsItBecomes() throws Exception {
    try (Hosts hosts = Hosts.in(folder, 3);
        Tab tab = browser.open()) {
      fill(hosts);
      hosts.start(hosts.nodes(1, 2, 3));
      String page = "http://" + hosts.server(1) + "/";
      tab.become(1200, 900, 1, false, "light");
      tab.go(page);
      tab.await("document.querySelector('#tiles')?.innerText.match(/3 of 3/)");
      while (!tab.text("#tiles").contains("of all metrics")) {
        tab.lookAgain();
        tab.await("document.querySelector('#tiles').innerText.includes('Do not belong')");
      }

      assertThat(tab.text("#tiles").replace("\n", " "))
          .contains("Hosts 3 of 3", "Metrics 401", "Do not belong 1", "Ring agreed");
      assertThat(tab.evaluate(ROW + ".length").asInt()).isEqualTo(3);
      for (int i = 0; i < 3; i++) {
        assertThat(tab.evaluate(ROW + "[" + i + "].innerText").asText())
            .contains("127.0.0." + (i + 1), "answering");
      }
      assertThat(tab.text("#ring")).contains("carbon of buckyd, 3 nodes, 1 replica", "All hosts");
      assertThat(tab.evaluate("document.title").asText())
          .isEqualTo("! 3 of 3 hosts answer, 1 metric does not belong – bucky");
      hasNoHorizontalScroll(tab);
      tab.picture(PICTURES.resolve("desktop.png"));
      tab.become(1200, 900, 1, false, "dark");
      tab.picture(PICTURES.resolve("dark.png"));
      String ground = "getComputedStyle(document.body).backgroundColor";
      assertThat(tab.evaluate(ground).asText()).isEqualTo("rgb(17, 21, 27)");
      tab.become(360, 740, 2, true, "light");
      hasNoHorizontalScroll(tab);
      tab.picture(PICTURES.resolve("phone.png"));

      hosts.host(2).kill();
      tab.become(1200, 900, 1, false, "light");
      while (!tab.text("#tiles").contains("2 of 3")) {
        tab.lookAgain();
        tab.await("document.querySelector('#live-words').innerText.startsWith('live')");
      }
      assertThat(tab.evaluate(ROW + "[1].innerText").asText())
          .contains("not answering", "nobody answers there", "last heard");
      assertThat(tab.text("#attention")).contains("127.0.0.2", "nobody answers there");
      tab.picture(PICTURES.resolve("host-lost.png"));
      tab.become(360, 740, 2, true, "dark");
      hasNoHorizontalScroll(tab);
      tab.picture(PICTURES.resolve("host-lost-phone-dark.png"));
      assertThat(tab.complaints()).isEmpty();
      assertThat(tab.requests()).allMatch(asked -> isOwn(asked, page));

      hosts.host(1).kill();
      tab.become(1200, 900, 1, false, "light");
      tab.lookAgain();
      tab.await("!document.querySelector('#alarm').hidden");
      assertThat(tab.text("#alarm")).contains("has stopped answering", "What you see is of");
      assertThat(tab.text("#live")).contains("not live since");
      tab.picture(PICTURES.resolve("agent-lost.png"));
    }
  }

  private static boolean isOwn(String asked, String page) {
    return asked.startsWith("data:") || asked.equals(page) || asked.equals(page + "overview");
  }

  /** The browser asks for a password; and another host says what would be markup. */
  @Test
  void whoeverHasATokenGetsInAndNothingThatIsShownIsMarkup() throws Exception {
    Path secret = Files.writeString(folder.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    AgentSettings settings =
        AgentSettings.of(
                new InetSocketAddress("127.0.0.1", 0),
                "127.0.0.1",
                Files.createDirectory(folder.resolve("tree")),
                RING)
            .withAccess(
                new TokenAccess(List.of(secret), Clock.systemUTC()),
                new BindPolicy(true, false, false));
    try (Agent agent = Agent.start(settings, RequestListener.NONE);
        Tab tab = browser.open()) {
      HttpServer hostile = hostile(agent.port());
      try {
        tab.knows(HandmadeToken.of(HandmadeToken.ALL, SECRET));
        tab.go("http://127.0.0.1:" + agent.port() + "/");
        tab.await("document.querySelector('#tiles')?.innerText.match(/2 of 3/)");

        assertThat(tab.logins()).containsExactly("\"basic\" \"bucky\"");
        String all = tab.text("main");
        assertThat(all)
            .contains(
                "<img src=x onerror=alert(1)> version",
                "<script>alert(2)</script> trouble",
                "<b>kind</b>",
                "it calls itself '<i>name</i>'");
        assertThat(tab.evaluate("document.querySelectorAll('img, main script, i').length").asInt())
            .isZero();
        tab.become(360, 740, 1, true, "light");
        hasNoHorizontalScroll(tab);
        tab.picture(PICTURES.resolve("hostile-phone.png"));
        assertThat(tab.complaints()).isEmpty();
      } finally {
        hostile.stop(0);
      }
    }
  }

  private static HttpServer hostile(int port) throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.2", port), 0);
    String ring =
        """
        {"Name":"<i>name</i>","Nodes":[{"Server":"127.0.0.1"},{"Server":"127.0.0.2"},\
        {"Server":"127.0.0.3"}],"Algo":"carbon","Replicas":1,"Version":"x"}\
        """;
    String status =
        """
        {"Name":"x","Version":"<img src=x onerror=alert(1)> version%s","Started":-1,\
        "Inventory":{"State":"</td><script>alert(3)</script>","Names":-5,"Built":1},\
        "Disk":{"Total":100,"Free":-1000},\
        "Removals":{"Troubles":["<script>alert(2)</script> trouble"]},\
        "Misplaced":{"Counted":1,"Metrics":9223372036854775807},\
        "Jobs":[{"Kind":"<b>kind</b>","Note":"\\u202e\\u0000","Done":-3,"Total":1}]}\
        """
            .formatted("x".repeat(300));
    answer(server, "/hashring", ring);
    answer(server, "/status", status);
    server.start();
    return server;
  }

  private static void answer(HttpServer server, String path, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    server.createContext(
        path,
        exchange -> {
          exchange.getResponseHeaders().set("Content-Type", "application/json");
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
  }
}
