package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.buckytools.agent.RawClient.Answer;
import org.buckytools.agent.access.BindPolicy;
import org.buckytools.agent.access.HandmadeToken;
import org.buckytools.agent.access.TokenAccess;
import org.buckytools.posix.PosixFile;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an agent tells of its tree, and whom it lets repair it. */
class SanityEndpointTest {
  private static final String SECRET = "0123456789abcdef0123456789abcdef";
  private static final String BROKEN = "a/broken.wsp";

  @TempDir Path directory;
  private TestAgent agent;

  @BeforeEach
  void start() throws Exception {
    Path secret = Files.writeString(directory.resolve("secret"), SECRET);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    TokenAccess access = new TokenAccess(List.of(secret), Clock.systemUTC());
    Path tree = Files.createDirectories(directory.resolve("tree/a")).getParent();
    Files.write(tree.resolve("a/sound.wsp"), Databases.with(10));
    Files.writeString(tree.resolve(BROKEN), "no whisper file");
    // A younger one may be unfinished, and would be waited for.
    Files.setLastModifiedTime(tree.resolve(BROKEN), FileTime.from(Instant.EPOCH));
    BindPolicy tokens = new BindPolicy(true, false, false);
    agent = new TestAgent(tree, settings -> settings.withAccess(access, tokens));
  }

  @AfterEach
  void stop() throws Exception {
    agent.close();
  }

  private Answer ask(String method, String query, String operations, String namespace)
      throws IOException {
    String token =
        HandmadeToken.of(
            "{\"ops\":[\""
                + operations.replace(" ", "\",\"")
                + "\"],\"namespaces\":[\""
                + namespace
                + "\"]}",
            SECRET);
    return agent.client.send(
        method, "/sanity" + query, new byte[0], "X-Buckyd-Authorization: " + token);
  }

  private boolean isInventoried(String name) throws IOException {
    String token = HandmadeToken.of(HandmadeToken.ALL, SECRET);
    return agent.client.get("/metrics", "X-Buckyd-Authorization: " + token).text().contains(name);
  }

  @Test
  void looksAndChangesNothing() throws Exception {
    Answer answer = ask("GET", "", "read", "*");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.header("Content-Type")).isEqualTo("application/x-ndjson");
    assertThat(answer.text().lines())
        .containsExactly(
            "{\"Fault\":\"unsound\",\"Path\":\"a/broken.wsp\",\"Detail\":\"its header is cut off:"
                + " it has 15 bytes, a header at least 28\",\"Problem\":true,\"Remedy\":\"move it"
                + " into quarantine with --fix; carbon then starts a new file\"}",
            "{\"Examined\":2}");
    assertThat(agent.tree.resolve(BROKEN)).exists();
    assertThat(isInventoried("a.broken")).isTrue();
  }

  @Test
  void tellsWhatHasGotNoPointForLong() throws Exception {
    Files.write(agent.tree.resolve("a/old.wsp"), WhisperBytes.with(60, 10, 1));
    assertThat(ask("GET", "?stale=90&workers=1", "read", "*").text())
        .contains("\"Fault\":\"stale\",\"Path\":\"a/old.wsp\"")
        .doesNotContain("sound.wsp");
    assertThat(ask("GET", "?stale=36500&workers=1000000", "read", "*").text())
        .doesNotContain("\"stale\"");
  }

  @Test
  void repairsForWhoMayDoAllThatItTakes() throws Exception {
    Answer answer = ask("POST", "?fix=true", "read update delete", "*");

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.text())
        .contains("\"Repaired\":true,\"Note\":\"moved to .bucky-quarantine/a/broken.wsp\"");
    assertThat(agent.tree.resolve(BROKEN)).doesNotExist();
    assertThat(agent.tree.resolve(".bucky-quarantine/a/broken.wsp")).exists();
    assertThat(agent.tree.resolve("a/sound.wsp")).hasBinaryContent(Databases.with(10));
    assertThat(isInventoried("a.broken")).isFalse();
    assertThat(isInventoried("a.sound")).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "GET, '', update delete replace, *, read",
    "GET, '', read, a.*, read",
    "POST, ?fix=true, read, *, update",
    "POST, ?fix=true, read update replace, *, delete",
    "POST, ?fix=true, read delete, *, update",
    "POST, ?fix=true, update delete, *, read",
    "POST, ?fix=true, *, a.*, read",
  })
  void refusesWhoMayNot(
      String method, String query, String operations, String namespace, String lacking)
      throws Exception {
    Answer answer = ask(method, query, operations, namespace);

    assertThat(answer.status()).isEqualTo(403);
    assertThat(answer.text()).contains("does not allow to " + lacking + " all metrics");
    assertThat(agent.tree.resolve(BROKEN)).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"?stale=x", "?stale=0", "?stale=36501", "?workers=-1", "?fix=true"})
  void refusesWhatMakesNoSense(String query) throws Exception {
    assertThat(ask("GET", query, "*", "*").status()).isEqualTo(400);
    assertThat(ask("DELETE", "", "*", "*").status()).isEqualTo(400);
    assertThat(agent.tree.resolve(BROKEN)).exists();
  }

  @Test
  void doesNotRepairWhatAnotherProgramRepairs() throws Exception {
    try (PosixFile held = PosixFile.open(agent.tree.toRealPath(), PosixFile.Access.READ)) {
      held.lock(PosixFile.Lock.EXCLUSIVE, Duration.ZERO);
      Answer answer = ask("POST", "?fix=true", "*", "*");

      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.text()).contains("somebody else repairs this tree just now");
      assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
      assertThat(answer.header("Content-Length")).isEqualTo("" + answer.body().length);
      assertThat(agent.tree.resolve(BROKEN)).exists();
      assertThat(ask("GET", "", "read", "*").status()).isEqualTo(200);
    }
    assertThat(ask("POST", "?fix=true", "*", "*").status()).isEqualTo(200);
  }

  @Test
  void doesItForOneAtATime() throws Exception {
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      CompletionService<Answer> asking = new ExecutorCompletionService<>(threads);
      Answer refused;
      // The run that begins first cannot end while this is locked.
      try (PosixFile held =
          PosixFile.open(agent.tree.resolve("a/sound.wsp"), PosixFile.Access.READ)) {
        held.lock(PosixFile.Lock.EXCLUSIVE, Duration.ZERO);
        asking.submit(() -> ask("GET", "", "read", "*"));
        asking.submit(() -> ask("POST", "?fix=true", "*", "*"));
        refused = asking.take().get();
      }
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.text()).contains("examined or repaired for somebody else");
      assertThat(asking.take().get().status()).isEqualTo(200);
    }
    assertThat(ask("GET", "", "read", "*").status()).isEqualTo(200);
  }
}
