package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.metric.MetricName;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One tree that is reached under two names must not be taken for two that hold the same. */
class SharedTreeTest {
  private static final byte[] DATABASE = WhisperBytes.with(60, 10, 1);
  private static final int METRICS = 12;

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private ExitCode run(String command, String... more) {
    screen = new Screen();
    List<String> line = new ArrayList<>(List.of(command, "-h", agents.address(1).toString()));
    line.addAll(List.of(more));
    return new Bucky(screen.console()).run(line);
  }

  private static String metric(int number) {
    return "servers.web" + number + ".load";
  }

  private void assertAllThere(int host) {
    for (int i = 0; i < METRICS; i++) {
      assertThat(agents.tree(host).resolve(MetricName.of(metric(i)).path())).exists();
    }
  }

  @Test
  void anAgentBesideTheRingThatIsAMemberUnderAnotherNameKeepsItsMetrics() throws Exception {
    agents = new TestCluster(root, 1, 1);
    for (int i = 0; i < METRICS; i++) {
      agents.put(1, metric(i), DATABASE);
    }
    agents.start(Kind.OURS);
    String again = "localhost:" + agents.address(1).port();

    assertThat(run("rebalance", "--delete", again)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(again + " are one agent, or two of one tree");
    assertAllThere(1);
  }

  @Test
  void twoAgentsOfOneTreeKeepItsMetrics() throws Exception {
    agents = new TestCluster(root, 2, 1);
    Files.delete(agents.tree(2));
    Files.createSymbolicLink(agents.tree(2), agents.tree(1));
    for (int i = 0; i < METRICS; i++) {
      agents.put(1, metric(i), DATABASE);
    }
    agents.start(Kind.OURS);

    for (String command : List.of("rebalance --delete", "delete-dont-belong --force")) {
      String[] words = command.split(" ");
      assertThat(run(words[0], words[1])).isEqualTo(ExitCode.FAILED);
      assertThat(screen.err())
          .contains(agents.address(1) + " and " + agents.address(2) + " are one agent, or two");
      assertAllThere(1);
    }
  }
}
