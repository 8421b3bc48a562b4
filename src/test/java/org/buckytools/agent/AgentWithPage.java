package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Base64;
import java.util.List;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.wire.Overview;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** An agent that serves its page to everybody, and more that ask for tokens. */
abstract class AgentWithPage {
  static final String SECRET = "0123456789abcdef0123456789abcdef";
  static final String OTHER_SECRET = "fedcba9876543210fedcba9876543210";
  static final String ALL = HandmadeToken.of(HandmadeToken.ALL, SECRET);
  static final BindPolicy TOKENS = new BindPolicy(true, false, false);

  @TempDir Path directory;
  TestAgent agent;

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

  TestAgent guarded(String tree, String host, int port, String secret) throws Exception {
    Path file = Files.writeString(directory.resolve(tree + ".secret"), secret + "\n");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(file), Clock.systemUTC());
    return new TestAgent(
        directory.resolve(tree), host, port, settings -> settings.withAccess(access, TOKENS));
  }

  static String basic(String user, String password) {
    byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    return "Authorization: Basic " + Base64.getEncoder().encodeToString(both);
  }

  static Overview overview(TestAgent of, String... headers) throws IOException {
    Answer answer = of.client.get("/overview", headers);
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    assertThat(answer.header("Cache-Control")).isEqualTo("no-store");
    return Overview.JSON.read(answer.body());
  }
}
