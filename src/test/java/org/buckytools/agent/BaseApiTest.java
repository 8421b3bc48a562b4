package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client of buckyd's asks and is answered. */
class BaseApiTest {
  private static final String BINARY = "Content-Type: application/octet-stream";

  @TempDir Path directory;
  private Path tree;
  private TestAgent agent;
  private RawClient client;

  @BeforeEach
  void start() throws Exception {
    tree = directory.resolve("tree");
    Path file = Files.createDirectories(tree.resolve("a/b")).resolve("c.wsp");
    Files.write(file, Databases.with(10));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_600_000_000)));
    agent = new TestAgent(tree);
    client = agent.client;
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  @Test
  void theRingIsToldInBuckydsWords() throws Exception {
    Answer answer = client.get("/hashring");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.text())
        .startsWith(
            "{\"Name\":\"127.0.0.1\",\"Nodes\":[{\"Server\":\"127.0.0.1\",\"Port\":0,"
                + "\"Instance\":\"\"},{\"Server\":\"127.0.0.2\",\"Port\":0,\"Instance\":\"\"},"
                + "{\"Server\":\"127.0.0.3\",\"Port\":0,\"Instance\":\"\"}],"
                + "\"Algo\":\"carbon\",\"Replicas\":1,");
  }

  @Test
  void aListIsAnArrayOfNames() throws Exception {
    Files.createFile(tree.resolve("a/x\"y.wsp"));
    agent.agent.awaitInventory(java.time.Duration.ofSeconds(60));

    Answer first = client.get("/metrics");

    assertThat(first.status()).isEqualTo(200);
    assertThat(first.header("Content-Type")).isEqualTo("application/json");
    assertThat(first.text()).isEqualTo("[\"a.b.c\"]");

    Answer forced = client.get("/metrics?force=true");
    assertThat(forced.status()).isEqualTo(202);
    assertThat(forced.text()).isEqualTo("Cache update in progress.\n");
    agent.agent.awaitInventory(java.time.Duration.ofSeconds(60));
    assertThat(client.get("/metrics?force=true").text()).isEqualTo("[\"a.b.c\",\"a.x\\\"y\"]");
  }

  @Test
  void aListIsFiltered() throws Exception {
    for (String name : new String[] {"a/b/d.wsp", "e.wsp"}) {
      Files.createFile(tree.resolve(name));
    }
    agent.close();
    agent = new TestAgent(tree);
    client = agent.client;

    assertThat(client.get("/metrics?regex=b.%5Bd-z%5D").text()).isEqualTo("[\"a.b.d\"]");
    assertThat(client.post("/metrics", "regex=%5Ee").text()).isEqualTo("[\"e\"]");
    assertThat(client.post("/metrics", "list=%5B%22e%22%2C%22gone%22%2C%22a.b.c%22%5D").text())
        .isEqualTo("[\"a.b.c\",\"e\"]");
    assertThat(client.get("/metrics?glob=a.*.d").text()).isEqualTo("[\"a.b.d\"]");
    assertThat(client.get("/metrics?prefix=a.b").text()).isEqualTo("[\"a.b.c\",\"a.b.d\"]");
    assertThat(client.get("/metrics?regex=%28").status()).isEqualTo(400);
    assertThat(client.post("/metrics", "list=%7B").status()).isEqualTo(400);
    assertThat(client.send("DELETE", "/metrics", new byte[0]).status()).isEqualTo(400);
  }

  @Test
  void anEmptyTreeIsAnEmptyList() throws Exception {
    try (TestAgent empty = new TestAgent(directory.resolve("empty"))) {
      Answer answer = empty.client.get("/metrics");
      assertThat(answer.status()).isEqualTo(200);
      assertThat(answer.text()).isEqualTo("[]");
    }
  }

  @Test
  void headTellsOfTheFile() throws Exception {
    byte[] content = Files.readAllBytes(tree.resolve("a/b/c.wsp"));

    Answer answer = client.send("HEAD", "/metrics/a.b.c", new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("X-Metric-Stat"))
        .isEqualTo(
            "{\"Name\":\"a.b.c\",\"Size\":"
                + content.length
                + ",\"Mode\":420,\"ModTime\":1600000000,\"Encoding\":0,\"Digest\":\""
                + Databases.digest(content)
                + "\"}");
    assertThat(answer.header("ETag")).isEqualTo('"' + Databases.digest(content) + '"');
    assertThat(answer.header("Content-Length")).isEqualTo("0");
  }

  @Test
  void getGivesTheBytes() throws Exception {
    byte[] content = Files.readAllBytes(tree.resolve("a/b/c.wsp"));

    Answer answer = client.get("/metrics/a.b.c");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/octet-stream");
    assertThat(answer.header("Content-Encoding")).isNull();
    assertThat(answer.header("X-Metric-Stat")).contains("\"Mode\":420", "\"Encoding\":0");
    assertThat(answer.header("ETag")).isEqualTo('"' + Databases.digest(content) + '"');
    assertThat(answer.body()).isEqualTo(content);
  }

  @Test
  void whatIsNotThereIs404() throws Exception {
    for (String method : new String[] {"GET", "DELETE"}) {
      Answer answer = client.send(method, "/metrics/a.b.gone", new byte[0]);
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
      assertThat(answer.text()).isEqualTo("Metric not found.\n");
    }
    assertThat(client.send("HEAD", "/metrics/a.b.gone", new byte[0]).status()).isEqualTo(404);
    assertThat(client.get("/elsewhere").status()).isEqualTo(404);
  }

  @Test
  void postCreatesThenFills() throws Exception {
    long now = Databases.now();
    byte[] gappy = Databases.with(now, 10, 3, 5);
    byte[] whole = Databases.with(now, 10, 0, 0);

    Answer created = post("/metrics/new.one", gappy);

    assertThat(created.status()).isEqualTo(200);
    assertThat(created.header("Content-Type")).isEqualTo("application/json");
    assertThat(created.text())
        .startsWith("{\"Download\":")
        .contains("\"Dump\":0,", "\"Fill\":0,", "\"Compress\":", "\"Copy\":")
        .contains("\"Outcome\":\"created\"");
    assertThat(tree.resolve("new/one.wsp")).hasBinaryContent(gappy);

    Answer filled = post("/metrics/new.one", whole);

    assertThat(filled.text())
        .contains("\"Outcome\":\"filled\",\"Points\":2")
        .contains("\"Received\":\"" + Databases.digest(whole) + "\"")
        .contains("\"Digest\":\"" + Databases.digest(whole) + "\"");
    assertThat(tree.resolve("new/one.wsp")).hasBinaryContent(whole);
    assertThat(post("/metrics/new.one", whole).text()).contains("\"Outcome\":\"unchanged\"");
    assertThat(client.get("/metrics").text()).isEqualTo("[\"a.b.c\",\"new.one\"]");
  }

  @Test
  void putReplaces() throws Exception {
    byte[] content = Databases.with(3);

    Answer replaced = put("/metrics/a.b.c", content);

    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.text()).contains("\"Outcome\":\"replaced\"");
    assertThat(tree.resolve("a/b/c.wsp")).hasBinaryContent(content);
    assertThat(put("/metrics/q.r", content).text()).contains("\"Outcome\":\"created\"");
  }

  @Test
  void deleteRemovesTheFileAndWhatItLeavesEmpty() throws Exception {
    Answer answer = client.send("DELETE", "/metrics/a.b.c", new byte[0]);

    assertThat(answer.status()).isEqualTo(200);
    assertThat(tree.resolve("a")).doesNotExist();
    assertThat(tree).isEmptyDirectory();
    assertThat(client.get("/metrics").text()).isEqualTo("[]");
  }

  @Test
  void whatIsNoDatabaseIsRefusedAndNothingChanges() throws Exception {
    byte[] before = Files.readAllBytes(tree.resolve("a/b/c.wsp"));
    byte[] garbage =
        "this is no whisper file, and never will it be".getBytes(StandardCharsets.UTF_8);

    for (String method : new String[] {"POST", "PUT"}) {
      Answer answer =
          client.send(
              method, "/metrics/a.b.c", garbage, BINARY, Databases.stat("a.b.c", garbage.length));
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.text()).contains("not a sound whisper file");
    }
    assertThat(tree.resolve("a/b/c.wsp")).hasBinaryContent(before);
  }

  @Test
  void aRequestThatLacksSomethingIsRefused() throws Exception {
    byte[] content = Databases.with(3);
    String stat = Databases.stat("x", content.length);

    assertThat(client.send("POST", "/metrics/x", content, stat).text())
        .isEqualTo("Content-Type must be application/octet-stream.\n");
    assertThat(client.send("POST", "/metrics/x", content, BINARY).text())
        .startsWith("Error decoding X-Metric-Stat header");
    assertThat(client.send("POST", "/metrics/x", content, BINARY, Databases.stat("x", 28)).text())
        .isEqualTo("Whisper data in request too small.\n");
    assertThat(
            client.send("POST", "/metrics/x", content, BINARY, Databases.stat("x", 4_000)).text())
        .startsWith("Malformed whisper data");
    assertThat(client.get("/metrics/").text()).isEqualTo("Metric name missing.\n");
    assertThat(client.send("PATCH", "/metrics/x", new byte[0]).status()).isEqualTo(400);
    assertThat(tree.resolve("x.wsp")).doesNotExist();
  }

  private Answer post(String target, byte[] content) throws Exception {
    return client.send("POST", target, content, BINARY, Databases.stat("x", content.length));
  }

  private Answer put(String target, byte[] content) throws Exception {
    return client.send("PUT", target, content, BINARY, Databases.stat("x", content.length));
  }
}
