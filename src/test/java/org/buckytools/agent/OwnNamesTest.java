package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A page whose name is made to mean an agent's address learns nothing through its browser. */
class OwnNamesTest {
  /** What Firefox sends with what a page asks of its own server, without TLS. */
  private static final String BROWSER =
      "\r\nUser-Agent: Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
          + "\r\nAccept: */*\r\nAccept-Encoding: gzip, deflate\r\nX: y";

  /** The same of a page that says it were something else. */
  private static final String DISGUISED =
      "\r\nUser-Agent: Go-http-client/1.1\r\nAccept-Encoding: gzip, deflate\r\nX: y";

  private static final String GO = "\r\nUser-Agent: Go-http-client/1.1\r\nAccept-Encoding: gzip";
  private static final String CURL = "\r\nUser-Agent: curl/8.14.1\r\nAccept: */*";
  private static final String OURS = "\r\nUser-Agent: bucky\r\nAccept-Encoding: zstd, snappy";

  @TempDir Path directory;

  private TestAgent agent() throws Exception {
    RingDefinition ring =
        new RingDefinition(
            RingKind.CARBON,
            List.of(Node.parse("Graphite1.example.org"), Node.parse("graphite2.example.org=a")),
            1,
            false);
    return new TestAgent(
        directory.resolve("tree"),
        settings ->
            AgentSettings.of(
                new InetSocketAddress("127.0.0.1", 0),
                "graphite1.example.org",
                settings.prefix(),
                ring));
  }

  @Test
  void aBrowserIsAnsweredUnderTheAgentsNamesOnly() throws Exception {
    try (TestAgent agent = agent()) {
      int port = agent.agent.port();
      String[] ours = {
        "127.0.0.1",
        "192.0.2.7",
        "[::1]",
        "localhost",
        "graphite1",
        "GRAPHITE1.example.org",
        "graphite1.example.org.",
        "graphite2.example.org",
      };
      for (String host : ours) {
        for (String with : new String[] {host, host + ":" + port}) {
          assertThat(agent.client.get("/overview", "Host: " + with + BROWSER).status())
              .as(with)
              .isEqualTo(200);
        }
      }
      String[] foreign = {
        "evil.example",
        "evil.example.",
        "graphite1.example.org.evil.example",
        "graphite1.evil.example",
        "127.0.0.1.evil.example",
        "evil.example:127.0.0.1",
      };
      for (String host : foreign) {
        for (String target :
            new String[] {"/", "/overview", "/metrics", "/metrics/a", "/healthz"}) {
          for (String browser : new String[] {BROWSER, DISGUISED}) {
            Answer answer = agent.client.get(target, "Host: " + host + browser);
            assertThat(answer.status()).as(host + " " + target).isIn(400, 403);
          }
        }
      }
      assertThat(agent.client.get("/metrics", "Host: evil.example" + BROWSER).text())
          .isEqualTo(
              "a browser asks for 'evil.example', which is no name of this agent that it knows of;"
                  + " use the host's address or its name in the ring, or have the agent ask for"
                  + " tokens\n");
    }
  }

  @Test
  void otherClientsMayUseWhateverNameAnOperatorHas() throws Exception {
    try (TestAgent agent = agent()) {
      for (String client : new String[] {GO, CURL, OURS, ""}) {
        Answer answer = agent.client.get("/metrics", "Host: alias.example.net:4242" + client);
        assertThat(answer.status()).as(client).isEqualTo(200);
      }
      assertThat(agent.client.raw("GET /healthz HTTP/1.0\r\n\r\n").status()).isEqualTo(200);
    }
  }

  @Test
  void whoShowsATokenMayUseAnyNameInABrowser() throws Exception {
    String secret = "0123456789abcdef".repeat(3);
    Path file = Files.writeString(directory.resolve("secret"), secret);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(file), Clock.systemUTC());
    BindPolicy tokens = new BindPolicy(true, false, false);
    String token = "\r\nX-Buckyd-Authorization: " + HandmadeToken.of(HandmadeToken.ALL, secret);
    try (TestAgent guarded =
        new TestAgent(directory.resolve("guarded"), like -> like.withAccess(access, tokens))) {
      String host = "Host: graphite.example.net";
      assertThat(guarded.client.get("/overview", host + BROWSER + token).status()).isEqualTo(200);
      assertThat(guarded.client.get("/overview", host + BROWSER).status()).isEqualTo(401);
    }
  }
}
