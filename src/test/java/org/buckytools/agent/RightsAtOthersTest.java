package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What one agent may be sent to do at another, and that it goes nowhere else. */
class RightsAtOthersTest extends AgentsWithTokens {
  @Test
  void anOffloadNeedsTheRightsOfBothItsEnds() throws Exception {
    assertThat(offload(may("read", "*"), "127.0.0.2", "x.y").status()).isEqualTo(403);
    assertThat(offload(may("update", "*"), "127.0.0.2", "x.y").status()).isEqualTo(403);
    assertThat(offload(may("read,update", "a.*"), "127.0.0.2", "x.y").status()).isEqualTo(403);
    assertThat(offload(may("read,update", "x.*"), "127.0.0.2", "x.y").status()).isEqualTo(403);
    nothingHasChanged();
    assertThat(offload(may("read,update", "x.*,a.new"), "127.0.0.2", "x.y").status())
        .isEqualTo(200);
    assertThat(agent.tree.resolve("a/new.wsp")).hasBinaryContent(DATABASE);
  }

  /** The other may not ask for tokens yet, so this one must not rely on it. */
  @Test
  void theRightToReadIsAskedHereToo() throws Exception {
    int port = agent.agent.port();
    source.close();
    source = new TestAgent(directory.resolve("source"), "127.0.0.2", port, settings -> settings);
    assertThat(offload(may("update", "*"), "127.0.0.2", "x.y").status()).isEqualTo(403);
    String pull = "{\"From\":\"127.0.0.2\",\"Metric\":\"x.y\",\"As\":\"a.new\"}\n";
    assertThat(lines("/pulls", pull, may("update", "*")).text()).contains("does not allow to read");
    nothingHasChanged();
  }

  /** Nobody must be connected to; each of these would reach a trap on this very machine. */
  @Test
  void aStrangerIsNeverAsked() throws Exception {
    try (ServerSocket trap = new ServerSocket(0, 50, InetAddress.getByName("0.0.0.0"))) {
      trap.setSoTimeout(1);
      int port = trap.getLocalPort();
      int agents = agent.agent.port();
      String all = may("*", "*");
      for (String server :
          new String[] {
            "127.0.0.9",
            "127.0.0.9:" + port,
            "127.0.0.2:" + port,
            "localhost:" + port,
            "LOCALHOST:" + port,
            "user@127.0.0.2:" + port,
            "127.0.0.2@127.0.0.9:" + port,
            "127.0.0.2:" + agents + "@127.0.0.9:" + port,
            "127.0.0.2.:" + port,
            "127.0.0.9.",
            "[::1]:" + port,
            "[::ffff:127.0.0.2]:" + port,
            "::ffff:127.0.0.2",
            "2130706434:" + port,
            "0x7f.2:" + port,
            "0177.0.0.2:" + port,
            "127.2:" + port,
            "0:" + port,
            "127.0.0.2:" + agents + "/../x",
            "127.0.0.2:" + agents + "#@127.0.0.9:" + port,
            "127.0.0.2:" + agents + "?x",
            "127.0.0.2:" + agents + "\\@127.0.0.9:" + port,
            "http://127.0.0.2:" + port + "/",
            "//127.0.0.2:" + port,
            " 127.0.0.2:" + port,
            "127.0.0.2\t:" + port,
            "127.0.0.2\r\nX: y",
            "127.0.0.2\0:" + port,
            "127.0.0.2,127.0.0.9:" + port,
            "１２７.0.0.2:" + port,
            ":" + port,
            "[",
            "]",
          }) {
        assertThat(offload(all, server, "x.y").status()).as(server).isIn(400, 403);
        String json = new com.fasterxml.jackson.databind.ObjectMapper().writeValueAsString(server);
        assertThat(
                lines(
                        "/pulls",
                        "{\"From\":" + json + ",\"Metric\":\"x.y\",\"As\":\"a.new\"}\n",
                        all)
                    .text())
            .as(server)
            .contains("\"failed\"");
        String removal =
            "{\"Metric\":\"a.b\",\"IfMatch\":\""
                + Databases.digest(DATABASE)
                + "\",\"Owners\":["
                + json
                + "]}\n";
        assertThat(lines("/removals", removal, all).text()).as(server).contains("\"failed\"");
      }
      assertThatIOException().as("nobody came").isThrownBy(trap::accept);
    }
    nothingHasChanged();
  }

  /** A member that sends the agent elsewhere, to which it must not go. */
  @Test
  void redirectsAreNotFollowed() throws Exception {
    int port = agent.agent.port();
    ServerSocket member = new ServerSocket();
    try {
      member.bind(new InetSocketAddress("127.0.0.3", port));
      List<String> asked = new CopyOnWriteArrayList<>();
      Thread serving =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      while (true) {
                        redirect(member.accept(), asked, "http://127.0.0.3:" + port + "/trap");
                      }
                    } catch (IOException closed) {
                      // That ends it.
                    }
                  });
      assertThat(offload(may("*", "*"), "127.0.0.3", "x.y").status()).isEqualTo(400);
      String pull = "{\"From\":\"127.0.0.3\",\"Metric\":\"x.y\",\"As\":\"a.new\"}\n";
      assertThat(lines("/pulls", pull, may("*", "*")).text()).contains("\"failed\"");
      member.close();
      serving.join();
      assertThat(asked).isNotEmpty().noneMatch(line -> line.contains("/trap"));
    } finally {
      member.close();
    }
    nothingHasChanged();
  }

  private static void redirect(Socket socket, List<String> asked, String where) throws IOException {
    try (socket) {
      byte[] buffer = new byte[1 << 16];
      int length = socket.getInputStream().read(buffer);
      asked.add(new String(buffer, 0, Math.max(0, length), StandardCharsets.US_ASCII));
      socket
          .getOutputStream()
          .write(
              ("HTTP/1.1 302 Found\r\nLocation: "
                      + where
                      + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }
}
