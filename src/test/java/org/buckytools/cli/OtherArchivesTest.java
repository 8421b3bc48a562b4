package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What an owner's file has no place for is not lost with the misplaced one. */
class OtherArchivesTest {
  private static final String METRIC = "servers.web1.load";
  private static final int HOUR = 3600;
  private static final int FIRST_POINT = 28;

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();
  private int owner;

  @BeforeEach
  void agents() throws Exception {
    agents = new TestCluster(root, 2, 1);
    List<Node> nodes = List.of(Node.parse(TestCluster.host(1)), Node.parse(TestCluster.host(2)));
    String host =
        new RingDefinition(RingKind.CARBON, nodes, 1, false)
            .ring()
            .replicas(METRIC)
            .getFirst()
            .host();
    owner = host.equals(TestCluster.host(1)) ? 1 : 2;
  }

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private ExitCode run(String command, String... more) {
    screen = new Screen();
    String[] line = new String[3 + more.length];
    line[0] = command;
    line[1] = "-h";
    line[2] = agents.address(1).toString();
    System.arraycopy(more, 0, line, 3, more.length);
    return new Bucky(screen.console()).run(List.of(line));
  }

  private static byte[] database(int points, int hoursAgo) {
    byte[] bytes = WhisperBytes.with(HOUR, points, 1);
    long now = System.currentTimeMillis() / 1000;
    ByteBuffer.wrap(bytes).putInt(FIRST_POINT, (int) (now - now % HOUR - hoursAgo * HOUR));
    return bytes;
  }

  private Path misplaced() {
    return agents.tree(3 - owner).resolve(MetricName.of(METRIC).path());
  }

  private byte[] longerThanTheOwners() throws Exception {
    byte[] history = database(100, 50);
    agents.put(owner, METRIC, database(10, 2));
    agents.put(3 - owner, METRIC, history);
    agents.start(Kind.OURS);
    return history;
  }

  @Test
  void aMoveIntoAShorterFileKeepsTheLongerOne() throws Exception {
    byte[] history = longerThanTheOwners();

    ExitCode moved = run("rebalance", "--delete");

    assertThat(misplaced()).hasBinaryContent(history);
    assertThat(moved).as(screen.err()).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("has no place for 1 point that ", "bucky resize");
  }

  @Test
  void whatAnOwnersShorterFileCannotHoldIsNoReasonToDeleteIt() throws Exception {
    byte[] history = longerThanTheOwners();

    ExitCode kept = run("delete-dont-belong", "-v");

    assertThat(misplaced()).hasBinaryContent(history);
    assertThat(kept).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("1 kept", "has no place for 1 point that ");
  }

  @Test
  void aShorterFileWhoseOwnerHasALongerOneIsMoved() throws Exception {
    agents.put(owner, METRIC, database(100, 50));
    agents.put(3 - owner, METRIC, database(10, 2));
    agents.start(Kind.OURS);

    assertThat(run("rebalance", "--delete")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(misplaced()).doesNotExist();
  }
}
