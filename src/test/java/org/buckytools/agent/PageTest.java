package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.wire.Overview;
import org.buckytools.wire.Overview.State;
import org.junit.jupiter.api.Test;

/** The page that an agent serves to people. */
class PageTest extends AgentWithPage {
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
}
