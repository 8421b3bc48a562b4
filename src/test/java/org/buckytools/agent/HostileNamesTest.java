package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.buckytools.agent.RawClient.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Names that lead out of the tree, in every place where a name can stand. All are refused, and
 * after each request every file is as it was.
 */
class HostileNamesTest {
  private static final byte[] DATABASE = Databases.with(10);
  private static final String BINARY = "Content-Type: application/octet-stream";

  @TempDir Path directory;
  private TestAgent agent;
  private RawClient client;
  private Map<String, String> before;

  @BeforeEach
  void start() throws Exception {
    Path tree = Files.createDirectories(directory.resolve("tree/a"));
    Files.write(tree.resolve("b.wsp"), DATABASE);
    Files.write(directory.resolve("secret.wsp"), DATABASE);
    Files.write(Files.createDirectories(directory.resolve("tree2")).resolve("x.wsp"), DATABASE);
    Files.createSymbolicLink(tree.resolve("out.wsp"), directory.resolve("secret.wsp"));
    Files.createSymbolicLink(tree.resolve("relative.wsp"), Path.of("../../secret.wsp"));
    Files.createSymbolicLink(tree.resolve("dir"), directory.resolve("tree2"));
    Files.createSymbolicLink(tree.resolve("sibling"), Path.of("../../tree2"));
    Files.createSymbolicLink(tree.resolve("dangling.wsp"), directory.resolve("created.wsp"));
    Files.createSymbolicLink(tree.resolve("dangling"), directory.resolve("created"));
    Files.createSymbolicLink(tree.resolve("loop"), Path.of("loop"));
    agent = new TestAgent(directory.resolve("tree"));
    client = agent.client;
    before = files();
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  /** Everything there is, with its content. */
  private Map<String, String> files() throws IOException {
    Map<String, String> files = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.toList()) {
        String content =
            Files.isSymbolicLink(path)
                ? "-> " + Files.readSymbolicLink(path)
                : Files.isRegularFile(path) ? Databases.digest(Files.readAllBytes(path)) : "/";
        files.put(directory.relativize(path).toString(), content);
      }
    }
    return files;
  }

  static List<String> paths() {
    String longSegment = "s".repeat(252);
    return List.of(
        "../secret",
        "../../secret",
        "..%2fsecret",
        "..%2Fsecret",
        "%2e%2e%2fsecret",
        "%2e%2e/secret",
        "%2E%2E%2Fsecret",
        "..%252fsecret",
        "a/../../secret",
        "a/b",
        "a%2fb",
        "a%2f..%2f..%2fsecret",
        "/etc/passwd",
        "%2fetc%2fpasswd",
        "//secret",
        "./a/b",
        "..\\secret",
        "..%5csecret",
        "..%5c..%5csecret",
        "..;/secret",
        ";/../secret",
        "a;/b",
        "%00",
        "a%00b",
        "a.b%00.wsp",
        "a%0ab",
        "a%0d%0ab",
        "a%7fb",
        "a%1bb",
        "a%c2%85b",
        "%c0%ae%c0%ae%c0%afsecret",
        "%c0%ae%c0%ae/secret",
        "%e0%80%ae%e0%80%ae%e0%80%afsecret",
        "%f0%80%80%aesecret",
        "%c0%80",
        "%ed%a0%80",
        "%f4%90%80%80",
        "%ff",
        "%",
        "%2",
        "%zz",
        "%u002e%u002e%u002fsecret",
        "..",
        ".",
        "a..b",
        ".a",
        "a.",
        longSegment,
        "a." + longSegment,
        "s.".repeat(1800) + "s");
  }

  @ParameterizedTest
  @MethodSource("paths")
  void inThePath(String path) throws Exception {
    for (String method : new String[] {"GET", "HEAD", "DELETE"}) {
      assertThat(client.send(method, "/metrics/" + path, new byte[0]).status())
          .as(method)
          .isEqualTo(400);
    }
    for (String method : new String[] {"PUT", "POST"}) {
      Answer answer =
          client.send(
              method, "/metrics/" + path, DATABASE, BINARY, Databases.stat("a.b", DATABASE.length));
      assertThat(answer.status()).as(method).isEqualTo(400);
      assertThat(answer.text()).doesNotContain("\0", "\u001b");
    }
    assertThat(files()).isEqualTo(before);
  }

  /** Decoded once it is a name like any: percent signs, letters and digits. */
  @Test
  void encodedTwice() throws Exception {
    String target = "/metrics/%252e%252e%252fsecret";
    assertThat(client.get(target).status()).isEqualTo(404);
    client.send("PUT", target, DATABASE, BINARY, Databases.stat("x", DATABASE.length));
    assertThat(agent.tree.resolve("%2e%2e%2fsecret.wsp")).exists();
  }

  @Test
  void inAPathThatIsNoMetrics() throws Exception {
    for (String target :
        new String[] {
          "/secret.wsp", "/../secret", "/metrics/../../secret", "/x/../metrics/a.b", "//metrics/a.b"
        }) {
      assertThat(client.get(target).status()).as(target).isIn(400, 404);
    }
    assertThat(client.raw("GET http://other/metrics/../secret HTTP/1.1\r\nHost: other\r\n\r\n"))
        .extracting(Answer::status)
        .isEqualTo(400);
  }

  static List<String> links() {
    return List.of("out", "relative", "dir.x", "sibling.x", "dir.new", "sibling.new.deep");
  }

  @ParameterizedTest
  @MethodSource("links")
  void throughLinksOutOfTheTree(String link) throws Exception {
    String target = "/metrics/a." + link;
    for (String method : new String[] {"GET", "HEAD", "DELETE"}) {
      assertThat(client.send(method, target, new byte[0]).status()).as(method).isEqualTo(403);
    }
    for (String method : new String[] {"PUT", "POST"}) {
      Answer answer =
          client.send(method, target, DATABASE, BINARY, Databases.stat("x", DATABASE.length));
      assertThat(answer.status()).as(method).isEqualTo(403);
      assertThat(answer.text())
          .contains("a symbolic link")
          .doesNotContain(directory.resolve("secret").toString());
    }
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void throughLinksThatLeadNowhere() throws Exception {
    for (String name : new String[] {"a.dangling", "a.dangling.x", "a.loop.x"}) {
      for (String method : new String[] {"PUT", "POST"}) {
        client.send(
            method, "/metrics/" + name, DATABASE, BINARY, Databases.stat("x", DATABASE.length));
      }
    }
    assertThat(directory.resolve("created.wsp")).doesNotExist();
    assertThat(directory.resolve("created")).doesNotExist();
  }

  @Test
  void linksAreNotListed() throws Exception {
    assertThat(client.get("/metrics?force=true").status()).isIn(200, 202);
    agent.agent.awaitInventory(java.time.Duration.ofSeconds(60));
    assertThat(client.get("/metrics").text()).isEqualTo("[\"a.b\"]");
  }

  private static List<String> names() {
    return List.of(
        "../secret",
        "../../secret",
        "/etc/passwd",
        "a/b",
        "a/../../secret",
        "..\\secret",
        "a..b",
        "..",
        ".",
        "a.",
        "",
        "..%2fsecret",
        "a\0b",
        "a\u001bb",
        "s".repeat(300),
        "s.".repeat(1800) + "s");
  }

  private static String encoded(String name) {
    return java.net.URLEncoder.encode(name, StandardCharsets.UTF_8);
  }

  @Test
  void inAForm() throws Exception {
    for (String name : names()) {
      if (name.isEmpty()) {
        continue; // That is the same as none.
      }
      Answer offload =
          client.post(
              "/metrics/a.new?fetch_offload=true", "server=127.0.0.2&metric=" + encoded(name));
      assertThat(offload.status()).as(name).isEqualTo(400);
      String json = new ObjectMapper().writeValueAsString(List.of(name));
      Answer list = client.post("/metrics", "list=" + encoded(json));
      assertThat(list.status()).as(name).isIn(200, 400);
      if (list.status() == 200) {
        assertThat(list.text()).as(name).isEqualTo("[]");
      }
      Answer prefix = client.get("/metrics?prefix=" + encoded(name));
      assertThat(prefix.status()).as(name).isIn(200, 400);
      assertThat(prefix.text()).doesNotContain("secret\"");
    }
    assertThat(files()).isEqualTo(before);
  }

  private Answer lines(String path, String lines) throws IOException {
    return client.send(
        "POST", path, lines.getBytes(StandardCharsets.UTF_8), "Content-Type: application/x-ndjson");
  }

  private static String json(Map<String, ?> fields) throws IOException {
    return new ObjectMapper().writeValueAsString(fields) + "\n";
  }

  @Test
  void inLinesOfStats() throws Exception {
    for (String name : names()) {
      if (!name.isEmpty()) {
        Answer answer = lines("/stats", name + "\n");
        assertThat(answer.status()).as(name).isIn(200, 400);
        assertThat(answer.text()).as(name).doesNotContain("\"ModTime\":1").contains("not");
      }
    }
    Answer invalid =
        client.send("POST", "/stats", new byte[] {'a', (byte) 0xc0, (byte) 0xae, '\n'});
    assertThat(invalid.text()).doesNotContain("\"ModTime\":1").contains("not");
    for (String link : links()) {
      assertThat(lines("/stats?fields=digest", "a." + link + "\n").text())
          .as(link)
          .contains("\"Error\":")
          .doesNotContain("Digest");
    }
  }

  private void refusedInLines(String path, Map<String, ?> fields) throws IOException {
    Answer answer = lines(path, json(fields));
    assertThat(answer.status()).as("%s", fields).isIn(200, 400, 403);
    assertThat(answer.text())
        .as("%s %s", path, fields)
        .doesNotContain("\"deleted\"", "\"hidden\"", "\"settled\"", "\"created\"", "\"filled\"");
    if (answer.status() == 200) {
      assertThat(answer.text()).as("%s %s", path, fields).contains("\"failed\"", "\"Error\":");
    }
    assertThat(files()).as("%s %s", path, fields).isEqualTo(before);
  }

  @Test
  void inLinesOfDeletions() throws Exception {
    for (String name : names()) {
      refusedInLines("/deletions", Map.of("Metric", name));
    }
    for (String link : links().subList(0, 4)) {
      refusedInLines("/deletions", Map.of("Metric", "a." + link));
    }
  }

  @Test
  void inLinesThatAreNotUnicode() throws Exception {
    Answer answer = lines("/deletions", "{\"Metric\":\"a\\ud800b\"}\n");
    assertThat(answer.text()).contains("failed", "not valid UTF-8");
    assertThat(lines("/deletions", "{\"Metric\":7,\n").status()).isEqualTo(400);
    assertThat(files()).isEqualTo(before);
  }

  @Test
  void inLinesOfPulls() throws Exception {
    for (String name : names()) {
      refusedInLines("/pulls", Map.of("From", "127.0.0.2", "Metric", name, "As", "a.new"));
      refusedInLines("/pulls", Map.of("From", "127.0.0.2", "Metric", "a.b", "As", name));
    }
    for (String link : links()) {
      refusedInLines("/pulls", Map.of("From", "127.0.0.2", "Metric", "a.b", "As", "a." + link));
    }
  }

  @Test
  void inLinesOfRemovals() throws Exception {
    String digest = Databases.digest(DATABASE);
    List<String> owners = List.of("127.0.0.2");
    for (String name : names()) {
      refusedInLines("/removals", Map.of("Metric", name, "IfMatch", digest, "Owners", owners));
      refusedInLines(
          "/removals", Map.of("Metric", "a.b", "IfMatch", digest, "Owners", owners, "As", name));
    }
    for (String link : links().subList(0, 4)) {
      refusedInLines(
          "/removals", Map.of("Metric", "a." + link, "IfMatch", digest, "Owners", owners));
    }
  }
}
