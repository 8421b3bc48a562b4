package org.buckytools.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.buckytools.client.Address;
import org.buckytools.cluster.TestCluster;
import org.buckytools.samples.WhisperBytes;
import org.buckytools.wire.Api;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Types every command that the documents show, in their order, and looks at what is printed. */
@Order(1)
class DocumentedCommandsIT {

  private static final long LIMIT_SECONDS = 120;

  @TempDir Path directory;
  @TempDir Path outputs;

  /** An agent of the cluster that the document is about. */
  private Address host;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "README.md",
        "docs/files.md",
        "docs/backup.md",
        "docs/rings.md",
        "docs/security.md",
        "docs/store-layout.md"
      })
  void printsWhatIsShown(String document) throws IOException, InterruptedException {
    putBucky(outputs);
    if (document.equals("README.md")) {
      // It is for a checkout, the other documents for an installed bucky.
      putBucky(Files.createDirectory(directory.resolve("scripts")));
    }
    runAll(document);
  }

  @Test
  void printsWhatIsShownOfACluster(@TempDir Path trees) throws Exception {
    putBucky(outputs);
    try (TestCluster cluster = new TestCluster(trees, 3, 2)) {
      cluster.put(1, "carbon.agents.a.cpuUsage", WhisperBytes.with(60, 20, 1));
      cluster.put(1, "servers.web1.cpu", WhisperBytes.with(60, 30, 1));
      cluster.put(1, "servers.web1.load", WhisperBytes.with(60, 30, 1));
      cluster.put(2, "servers.web1.load", WhisperBytes.with(60, 30, 1));
      cluster.put(2, "servers.web2.load", WhisperBytes.with(60, 30, 1));
      cluster.put(3, "servers.web2.load", WhisperBytes.with(60, 30, 1));
      host = cluster.start(TestCluster.Kind.OURS).address(1);
      runAll("docs/cluster.md");
      runAll("docs/archives.md");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "docs/add-a-host.md",
        "docs/remove-a-host.md",
        "docs/recover-a-host.md",
        "docs/change-the-ring.md",
        "docs/change-replication.md",
        "docs/rename-metrics.md",
        "docs/clean-up.md"
      })
  void printsWhatIsShownWhileTheClusterChanges(String document) throws Exception {
    putBucky(outputs);
    try (LittleCluster cluster = new LittleCluster(directory)) {
      host = cluster.first();
      for (DocumentedCommand command : DocumentedCommand.in(Path.of(document))) {
        if (command.event().isPresent()) {
          cluster.happens(command.event().get());
        } else {
          run(command);
        }
      }
    }
  }

  private void runAll(String document) throws IOException, InterruptedException {
    List<DocumentedCommand> commands = DocumentedCommand.in(Path.of(document));
    assertThat(commands).isNotEmpty();
    for (DocumentedCommand command : commands) {
      run(command);
    }
  }

  private static void putBucky(Path into) throws IOException {
    Path script = into.resolve("bucky");
    String launcher = Path.of("scripts/bucky").toAbsolutePath().toString();
    Files.writeString(script, "#!/bin/sh\nexec '" + launcher + "' \"$@\"\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private void run(DocumentedCommand command) throws IOException, InterruptedException {
    Path output = outputs.resolve("output");
    // The documents show the usual port, which may be taken here.
    String usual = ":" + Api.USUAL_PORT;
    String ours = host == null ? usual : ":" + host.port();
    String typed = command.typed().replace(usual, ours);
    ProcessBuilder builder = new ProcessBuilder("sh", "-c", typed);
    builder.directory(directory.toFile());
    builder.redirectErrorStream(true).redirectOutput(output.toFile());
    builder.redirectInput(Path.of("/dev/null").toFile());
    builder.environment().merge("PATH", outputs.toString(), (path, found) -> found + ":" + path);
    builder.environment().put("BUCKY_JAR", Path.of("target/bucky.jar").toAbsolutePath().toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().put("XDG_CACHE_HOME", outputs.resolve("caches").toString());
    if (host != null) {
      builder.environment().put("BUCKYHOST", host.toString());
    }
    Process process = builder.start();
    if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly().waitFor();
      throw new AssertionError(command.place() + " is still running: " + command.typed());
    }
    String printed = new String(Files.readAllBytes(output), StandardCharsets.UTF_8);
    printed = printed.replace(ours, usual);
    assertThat(process.exitValue())
        .as("exit code of %s: %s, which printed%n%s", command.place(), command.typed(), printed)
        .isEqualTo(command.exitCode());
    assertThat(printed).as("%s: %s", command.place(), command.typed()).matches(command.output());
  }
}
