package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code bucky sanity --host}: the trees of all hosts of a cluster. */
class ClusterSanityTest {
  private static final String BROKEN = "a.broken";

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen;

  @BeforeEach
  void put() throws Exception {
    agents = new TestCluster(root, 3, 1);
    for (int host = 1; host <= 3; host++) {
      agents.put(host, "a.sound", WhisperBytes.with(60, 10, 1));
    }
    old(agents.put(2, BROKEN, new byte[0]));
    old(agents.put(3, BROKEN, new byte[] {1, 2, 3}));
  }

  private static void old(Path file) throws IOException {
    // A younger one may be unfinished, and would be waited for.
    Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
  }

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private ExitCode run(int host, String... more) {
    screen = new Screen();
    List<String> line = new ArrayList<>(List.of("sanity", "-h", agents.address(host).toString()));
    line.addAll(List.of(more));
    return new Bucky(screen.console()).run(line);
  }

  private Path broken(int host) {
    return agents.tree(host).resolve("a/broken.wsp");
  }

  @Test
  void allHostsLookAndThenRepair() throws Exception {
    agents.start(Kind.OURS);
    assertThat(run(1)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.out().lines())
        .containsExactlyInAnyOrder(
            agents.address(2) + ": empty-file      a/broken.wsp: it has 0 bytes",
            agents.address(3)
                + ": unsound         a/broken.wsp: its header is cut off: it has 3 bytes, a"
                + " header at least 28");
    assertThat(screen.err()).contains("1 unsound: move it", "5 files examined, 2 problems\n");

    assertThat(run(1, "--fix")).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .contains(
            agents.address(2)
                + ": empty-file      a/broken.wsp: it has 0 bytes -> moved to"
                + " .bucky-quarantine/a/broken.wsp\n");
    assertThat(screen.err()).endsWith("5 files examined, no problem, 2 repaired\n");
    assertThat(broken(2)).doesNotExist();
    assertThat(broken(3)).doesNotExist();

    assertThat(run(1)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void oneHostAlone() throws Exception {
    agents.start(Kind.OURS);
    assertThat(run(1, "--single")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEqualTo("1 file examined, no problem\n");
    assertThat(run(3, "-s", "--fix")).isEqualTo(ExitCode.OK);
    assertThat(broken(2)).exists();
    assertThat(broken(3)).doesNotExist();
    assertThat(run(1, "-s", "--stale", "90", "-w", "1")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.out()).contains(": stale ");
  }

  @Test
  void asJson() throws Exception {
    agents.start(Kind.OURS);
    assertThat(run(2, "-s", "--json")).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\"findings\":[{\"server\":\""
                + agents.address(2)
                + "\",\"fault\":\"empty-file\",\"path\":\"a/broken.wsp\",\"detail\":\"ithas0bytes\""
                + ",\"problem\":true,\"repaired\":false,\"note\":null}],\"files\":2,\"problems\":1,"
                + "\"repaired\":0}");
  }

  @Test
  void hostsThatFailAreNamed() throws Exception {
    agents.close();
    agents = new TestCluster(root.resolve("other"), 2, 1, 2);
    agents.start(Kind.OURS);
    assertThat(run(1)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .contains("0 files examined, no problem\n", agents.address(2) + " is dead: ");
    old(agents.put(1, BROKEN, new byte[0]));
    assertThat(run(1)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.err()).contains("1 of 2 hosts could not be asked");
  }

  @Test
  void buckydsCannot() throws Exception {
    agents.start(Kind.BUCKYD);
    assertThat(run(1, "--fix")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .contains(
            "bucky sanity: "
                + agents.address(1)
                + " is failed: this agent cannot examine its tree, being a plain buckyd or an older"
                + " bucky: run 'bucky sanity PATH' on that host, or a newer agent there\n",
            "no host could be asked")
        .doesNotContain("examined,");
    assertThat(run(1, "--json")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.out()).endsWith("}\n");
    assertThat(broken(2)).exists();
  }

  @Test
  void optionsOfTheOneAreNotForTheOther() throws Exception {
    assertThat(run(1, root.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("PATH is a tree of this host");
    assertThat(run(1, "--lock-timeout", "1")).isEqualTo(ExitCode.USAGE);
    assertThat(new Bucky(screen.console()).run(List.of("sanity", "-s", root.toString())))
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("say which with --host");
  }
}
