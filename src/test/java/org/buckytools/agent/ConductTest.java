package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.http.Limits;
import org.buckytools.agent.http.RequestListener;
import org.buckytools.wire.AgentStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an agent does about names, limits and faults that it does not like. */
class ConductTest {
  private static final String BINARY = "Content-Type: application/octet-stream";

  @TempDir Path directory;

  @Test
  void noNameLeadsOutOfTheTree() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree"));
    Path outside = Files.createDirectories(directory.resolve("outside"));
    Files.write(outside.resolve("secret.wsp"), Databases.with(3));
    Files.createSymbolicLink(tree.resolve("link"), outside);
    Files.createSymbolicLink(tree.resolve("file.wsp"), outside.resolve("secret.wsp"));
    try (TestAgent agent = new TestAgent(tree)) {
      for (String name :
          new String[] {
            "..%2foutside%2fsecret",
            "%2e%2e%2foutside.secret",
            "..%252foutside%252fsecret",
            "../outside/secret",
            "a//b",
            "a%00b",
            "a%0ab",
            ".a",
            "a..b",
            "%ff",
            "a%2",
            "x".repeat(300),
          }) {
        Answer answer = agent.client.get("/metrics/" + name);
        assertThat(answer.status()).as(name).isIn(400, 404);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      }
      for (String name : new String[] {"link.secret", "link.new", "file"}) {
        byte[] content = Databases.with(5);
        for (String method : new String[] {"GET", "PUT", "POST", "DELETE"}) {
          byte[] body = method.startsWith("P") ? content : new byte[0];
          Answer answer =
              agent.client.send(
                  method, "/metrics/" + name, body, BINARY, Databases.stat(name, content.length));
          assertThat(answer.status()).as(method + " " + name).isEqualTo(403);
          assertThat(answer.text()).contains("leads from there out of the tree");
        }
      }
    }
    assertThat(outside).isDirectoryNotContaining("glob:**/new.wsp");
    assertThat(outside.resolve("secret.wsp")).hasBinaryContent(Databases.with(3));
  }

  @Test
  void taggedSeriesAreReachedWithTheirSemicolons() throws Exception {
    byte[] content = Databases.with(3);
    Path file = directory.resolve("_tagged/0ab/3c1/load_DOT_x;host=web1.wsp");
    Files.write(Files.createDirectories(file.getParent()).resolve(file.getFileName()), content);
    try (TestAgent agent = new TestAgent(directory)) {
      String name = "/metrics/_tagged.0ab.3c1.load_DOT_x";
      assertThat(agent.client.get(name + ";host=web1").body()).isEqualTo(content);
      assertThat(agent.client.get(name + "%3Bhost%3Dweb1").body()).isEqualTo(content);
    }
  }

  @Test
  void aNameInAnyScriptTravelsInHeadersAsAscii() throws Exception {
    Files.write(directory.resolve("é.wsp"), Databases.with(3));
    try (TestAgent agent = new TestAgent(directory)) {
      Answer answer = agent.client.get("/metrics/%C3%A9");
      assertThat(answer.header("X-Metric-Stat")).startsWith("{\"Name\":\"\\u00e9\"");
    }
  }

  @Test
  void headersThatAreTooLargeAreRefused() throws Exception {
    try (TestAgent agent = new TestAgent(directory)) {
      assertThat(agent.client.get("/hashring", "X: " + "y".repeat(20_000)).status()).isEqualTo(431);
      assertThat(agent.client.get("/" + "y".repeat(20_000)).status()).isEqualTo(414);
      assertThat(agent.client.raw("garbage\r\n\r\n").status()).isEqualTo(400);
    }
  }

  @Test
  void oneAddressHasOnlySoManyConnections() throws Exception {
    Limits usual = Limits.USUAL;
    Limits few =
        new Limits(
            usual.maxBody(),
            usual.maxHeader(),
            usual.maxLines(),
            usual.requests(),
            usual.connections(),
            3,
            usual.idle(),
            usual.grace(),
            usual.minRate());
    try (TestAgent agent = new TestAgent(directory, settings -> settings.withLimits(few))) {
      List<Socket> open = new ArrayList<>();
      for (int i = 0; i < 3; i++) {
        Socket socket = agent.client.open();
        socket
            .getOutputStream()
            .write("GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(RawClient.read(socket, false).status()).isEqualTo(200);
        open.add(socket);
      }

      try (Socket refused = agent.client.open()) {
        assertThat(RawClient.read(refused, false).text()).contains("3 connections already");
      }
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  void whatADiskRefusesIsTold() throws Exception {
    byte[] content = Databases.with(3);
    Files.createDirectories(directory.resolve("d"));
    Files.createDirectory(directory.resolve("a.wsp"));
    Files.write(directory.resolve("unsound.wsp"), new byte[100]);
    Files.createFile(directory.resolve("file"));
    try (TestAgent agent = new TestAgent(directory)) {
      assertThat(agent.client.get("/metrics/a").status()).isIn(404, 500);
      Answer unsound =
          agent.client.send(
              "POST", "/metrics/unsound", content, BINARY, Databases.stat("x", content.length));
      assertThat(unsound.status()).isEqualTo(500);
      assertThat(unsound.text()).contains("the file on disk is not a sound whisper file");
      Answer below =
          agent.client.send(
              "POST", "/metrics/file.x", content, BINARY, Databases.stat("x", content.length));
      assertThat(below.status()).isEqualTo(500);
      assertThat(agent.client.get("/metrics/unsound").body()).hasSize(100);
    }
  }

  @Test
  void leftoversOfAKilledAgentAreRemoved() throws Exception {
    Path leftover =
        Files.createFile(
            Files.createDirectories(directory.resolve("a/b")).resolve(".bucky-new-1f"));
    try (TestAgent agent = new TestAgent(directory)) {
      agent.agent.awaitTidy();
      assertThat(leftover).doesNotExist();
    }
  }

  @Test
  void aStreamOfNamesIsSortedAndCarriesFields() throws Exception {
    byte[] content = Databases.with(3);
    for (String name : new String[] {"b", "a", "a-b"}) {
      Path file = Files.write(directory.resolve(name + ".wsp"), content);
      Files.setLastModifiedTime(file, FileTime.from(1, TimeUnit.DAYS));
    }
    try (TestAgent agent = new TestAgent(directory)) {
      Answer text = agent.client.get("/metrics", "Accept: text/plain");
      assertThat(text.header("Transfer-Encoding")).isEqualTo("chunked");
      assertThat(text.text()).isEqualTo("a\na-b\nb\n");
      Answer fields =
          agent.client.get("/metrics?prefix=b&fields=size,points", "Accept: text/plain");
      assertThat(fields.text()).isEqualTo("b\t" + content.length + "\t1440\n");
      Answer objects =
          agent.client.get("/metrics?prefix=b&fields=mtime,size", "Accept: application/x-ndjson");
      assertThat(objects.text())
          .isEqualTo("{\"Name\":\"b\",\"ModTime\":86400,\"Size\":" + content.length + "}\n");
      Files.delete(directory.resolve("b.wsp"));
      assertThat(agent.client.get("/metrics?prefix=b", "Accept: application/x-ndjson").text())
          .as("files are looked at only where it is asked for")
          .isEqualTo("{\"Name\":\"b\"}\n");
      assertThat(agent.client.get("/metrics?prefix=b&fields=size", "Accept: text/plain").text())
          .isEqualTo("b\t\n");
      assertThat(agent.client.get("/metrics?fields=age", "Accept: text/plain").status())
          .isEqualTo(400);
    }
  }

  @Test
  void theStatusTellsWhatThereIs() throws Exception {
    Files.write(directory.resolve("a.wsp"), Databases.with(3));
    Files.createSymbolicLink(directory.resolve("b.wsp"), directory.resolve("a.wsp"));
    try (TestAgent agent = new TestAgent(directory)) {
      assertThat(agent.client.get("/healthz").text()).isEqualTo("ok\n");
      agent.client.get("/nowhere");
      AgentStatus status = AgentStatus.JSON.read(agent.client.get("/status").body());
      assertThat(status.inventory().names()).isOne();
      assertThat(status.inventory().state()).isEqualTo("ready");
      assertThat(status.inventory().links()).isOne();
      assertThat(status.inventory().examples()).containsExactly("'b.wsp' is not a regular file");
      assertThat(status.load().running()).isOne();
      assertThat(status.load().refused()).isOne();
      assertThat(status.disk().free()).isPositive().isLessThan(status.disk().total());
      assertThat(agent.client.get("/prometheus").text())
          .contains("# TYPE bucky_agent_metrics gauge\nbucky_agent_metrics 1\n");
    }
  }

  @Test
  void whatRunsMayFinishWhenTheAgentStops() throws Exception {
    byte[] content = Databases.with(3);
    TestAgent agent = new TestAgent(directory);
    try (Socket socket = agent.client.open()) {
      String head =
          "POST /metrics/late HTTP/1.1\r\nHost: x\r\n"
              + BINARY
              + "\r\n"
              + Databases.stat("late", content.length)
              + "\r\nContent-Length: "
              + content.length
              + "\r\n\r\n";
      socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
      socket.getOutputStream().write(content, 0, 100);
      while (running(agent) < 1) {
        Thread.onSpinWait();
      }
      Thread stopping =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try {
                      agent.agent.stop(Duration.ofSeconds(60));
                    } catch (java.io.IOException e) {
                      throw new java.io.UncheckedIOException(e);
                    }
                  });
      socket.getOutputStream().write(content, 100, content.length - 100);
      assertThat(RawClient.read(socket, false).status()).isEqualTo(200);
      stopping.join();
    }
    assertThat(directory.resolve("late.wsp")).hasBinaryContent(content);
  }

  private static int running(TestAgent agent) {
    return agent.agent.running();
  }

  @Test
  void aTakenAddressIsTold() throws Exception {
    try (TestAgent agent = new TestAgent(directory)) {
      assertThatThrownBy(
              () ->
                  new TestAgent(
                      directory,
                      "127.0.0.1",
                      0,
                      usual ->
                          AgentSettings.of(
                              new InetSocketAddress("127.0.0.1", agent.agent.port()),
                              usual.node(),
                              usual.prefix(),
                              usual.ring())))
          .hasMessageStartingWith("cannot listen on 127.0.0.1:")
          .hasMessageContaining("Address already in use");
    }
  }

  @Test
  void anAgentOfNoTreeDoesNotStart() {
    AgentSettings settings =
        AgentSettings.of(
            new InetSocketAddress("127.0.0.1", 0),
            "x",
            directory.resolve("missing"),
            new org.buckytools.ring.RingDefinition(
                org.buckytools.ring.RingKind.CARBON,
                List.of(org.buckytools.ring.Node.parse("x")),
                1,
                false));
    assertThatThrownBy(() -> Agent.start(settings, RequestListener.NONE))
        .isInstanceOf(java.nio.file.NoSuchFileException.class);
  }
}
