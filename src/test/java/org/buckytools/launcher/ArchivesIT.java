package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.cluster.TestCluster;
import org.buckytools.reference.Needs;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged {@code tar} and {@code restore} where there is little memory, or no permission. */
class ArchivesIT {
  private static final int NOBODY = 65_534;
  private static final int METRICS = 36;
  // 1 MiB each.
  private static final byte[] LARGE = WhisperBytes.with(60, 87_379, 1);
  private static final byte[] SMALL = WhisperBytes.with(60, 10, 1);

  @TempDir Path folder;

  /** The archive takes twice the memory that Java gets. */
  @Test
  void takeLittleMemoryWhateverTheSize() throws Exception {
    Path tar = folder.resolve("x.tar");
    try (TestCluster cluster = new TestCluster(folder, 2, 1)) {
      for (int i = 0; i < METRICS; i++) {
        cluster.put(1 + i % 2, "m." + i, LARGE);
      }
      String host = cluster.start(TestCluster.Kind.OURS).address(1).toString();
      shell("exec '" + Run.launcher() + "' tar -t 300 -r . -h " + host + " > " + tar)
          .with("BUCKY_JAVA_OPTS", "-Xmx18m")
          .go()
          .exits(0)
          .says(METRICS + " metrics");
      assertThat(Files.size(tar)).isGreaterThan(METRICS * (long) LARGE.length);
      for (int number = 1; number <= 2; number++) {
        empty(cluster.tree(number));
      }
      Run.bucky("restore", tar.toString(), "-t", "300", "-h", host)
          .with("BUCKY_JAVA_OPTS", "-Xmx18m")
          .go()
          .exits(0)
          .says(METRICS + " created");
      try (Stream<Path> files = Stream.of(1, 2).flatMap(number -> files(cluster.tree(number)))) {
        assertThat(files).hasSize(METRICS).allSatisfy(f -> assertThat(f).hasBinaryContent(LARGE));
      }
    }
  }

  private static Run shell(String line) {
    return Run.of("sh", "-c", line);
  }

  private static void empty(Path tree) throws IOException {
    for (Path file : files(tree).toList()) {
      Files.delete(file);
    }
  }

  private static Stream<Path> files(Path tree) {
    try {
      return Files.walk(tree).filter(Files::isRegularFile);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  /** An agent that is not root, and files that are not its own. */
  @Test
  void nameWhatTheAgentHasNoPermissionFor() throws Exception {
    Needs.that(
        Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0)
            && Files.isExecutable(Path.of("/usr/bin/setpriv")),
        "becoming another user takes root and setpriv (util-linux)");
    Path tree = folder.resolve("tree");
    Path open = put(tree, "a/open.wsp", "rw-r--r--");
    Path secret = put(tree, "a/secret.wsp", "rw-------");
    for (Path own : List.of(tree, open.getParent(), open)) {
      Files.setAttribute(own, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
    }
    put(tree, "roots/x.wsp", "rw-r--r--");
    put(folder.resolve("source"), "a/secret.wsp", "rw-r--r--");
    put(folder.resolve("source"), "a/new.wsp", "rw-r--r--");
    put(folder.resolve("source"), "roots/new.wsp", "rw-r--r--");
    shell("cd source && tar cf ../source.tar a roots").in(folder).go().exits(0);

    Process agent = agentAsNobody(tree);
    try {
      String host = "127.0.0.1:" + port(agent);
      shell("exec '" + Run.launcher() + "' tar -r . -h " + host + " > out.tar")
          .in(folder)
          .go()
          .exits(3)
          .says("a.secret", "permission denied", "2 metrics", "1 FAILED");
      shell("tar tf out.tar").in(folder).go().exits(0).prints("a/open.wsp\nroots/x.wsp\n");

      Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("r--r--r--"));
      Run.bucky("restore", folder.resolve("source.tar").toString(), "-h", host)
          .go()
          .exits(3)
          .says("a.secret", "roots.new", "permission denied", "1 created", "2 FAILED");
    } finally {
      agent.destroyForcibly().waitFor();
    }
    try (Stream<Path> left = files(tree)) {
      assertThat(left.map(file -> tree.relativize(file).toString()))
          .containsExactlyInAnyOrder("a/open.wsp", "a/secret.wsp", "a/new.wsp", "roots/x.wsp");
    }
    assertThat(secret).hasBinaryContent(SMALL);
  }

  private static Path put(Path tree, String file, String permissions) throws IOException {
    Path path = tree.resolve(file);
    Files.createDirectories(path.getParent());
    Files.write(path, SMALL);
    return Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
  }

  private Process agentAsNobody(Path tree) throws IOException {
    // Where the program is, nobody may have no access.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    Path script = Files.copy(Run.launcher(), folder.resolve("bucky"));
    Path jar = Files.copy(Run.jar(), folder.resolve("bucky.jar"));
    Run agent =
        Run.of(
            "/usr/bin/setpriv",
            "--reuid=" + NOBODY,
            "--regid=" + NOBODY,
            "--clear-groups",
            script.toString(),
            "agent",
            "--bind=127.0.0.1:0",
            "--node=127.0.0.1",
            "--prefix=" + tree,
            "127.0.0.1");
    return agent.with("BUCKY_JAR", jar).with("BUCKY_AOT", "off").in(folder).start();
  }

  private static int port(Process agent) throws IOException {
    try (BufferedReader out = agent.inputReader()) {
      String line = out.readLine();
      assertThat(line).startsWith("listening on 127.0.0.1:");
      return Integer.parseInt(line.replaceFirst("listening on 127\\.0\\.0\\.1:(\\d+) .*", "$1"));
    }
  }
}
