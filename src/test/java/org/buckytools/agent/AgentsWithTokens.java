package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.List;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent that asks for tokens, and another such agent that it may fetch from. */
abstract class AgentsWithTokens {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final BindPolicy TOKENS = new BindPolicy(true, false, false);
  static final byte[] DATABASE = Databases.with(10);
  private static final String BINARY = "Content-Type: application/octet-stream";
  private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

  @TempDir Path directory;
  Path secret;
  TestAgent agent;
  TestAgent source;

  @BeforeEach
  void start() throws Exception {
    secret = Files.writeString(directory.resolve("secret"), SECRET + "\n");
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    put(directory.resolve("tree"), "a/b.wsp");
    put(directory.resolve("source"), "a/b.wsp");
    put(directory.resolve("source"), "x/y.wsp");
    agent = start("tree", "127.0.0.1", 0);
    source = start("source", "127.0.0.2", agent.agent.port());
  }

  static void put(Path tree, String file) throws IOException {
    Path path = tree.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, DATABASE);
  }

  TestAgent start(String tree, String host, int port) throws Exception {
    TokenAccess access = new TokenAccess(List.of(secret), Clock.systemUTC());
    return new TestAgent(
        directory.resolve(tree), host, port, settings -> settings.withAccess(access, TOKENS));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
    source.close();
  }

  static String bearing(String token) {
    return "X-Buckyd-Authorization: " + token;
  }

  /** The header of an honest token. */
  static String may(String operations, String namespaces) {
    return bearing(
        HandmadeToken.of(
            "{\"ops\":[\""
                + operations.replace(",", "\",\"")
                + "\"],\"namespaces\":[\""
                + namespaces.replace(",", "\",\"")
                + "\"]}",
            SECRET));
  }

  Answer send(String method, String target, String... headers) throws IOException {
    boolean database = method.equals("PUT") || method.equals("POST") && target.endsWith(".b");
    if (!database) {
      return agent.client.send(method, target, new byte[0], headers);
    }
    String[] all = java.util.Arrays.copyOf(headers, headers.length + 2);
    all[headers.length] = BINARY;
    all[headers.length + 1] = Databases.stat("a.b", DATABASE.length);
    return agent.client.send(method, target, DATABASE, all);
  }

  Answer lines(String path, String lines, String header) throws IOException {
    return agent.client.send("POST", path, lines.getBytes(StandardCharsets.UTF_8), header);
  }

  Answer offload(String header, String server, String metric) throws IOException {
    String form =
        "server="
            + URLEncoder.encode(server, StandardCharsets.UTF_8)
            + "&metric="
            + URLEncoder.encode(metric, StandardCharsets.UTF_8);
    return agent.client.send(
        "POST",
        "/metrics/a.new?fetch_offload=true",
        form.getBytes(StandardCharsets.UTF_8),
        FORM,
        header);
  }

  void nothingHasChanged() {
    assertThat(agent.tree.resolve("a/b.wsp")).hasBinaryContent(DATABASE);
    assertThat(agent.tree.resolve("a/new.wsp")).doesNotExist();
    assertThat(source.tree.resolve("a/b.wsp")).hasBinaryContent(DATABASE);
  }
}
