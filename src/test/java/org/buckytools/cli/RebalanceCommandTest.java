package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.metric.MetricName;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that move metrics, against agents of ours and against plain buckyds. */
class RebalanceCommandTest {
  private static final byte[] DATABASE = WhisperBytes.with(60, 10, 1);

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  private static Ring ring(int hosts, int replicas) {
    List<Node> nodes = new ArrayList<>();
    for (int i = 1; i <= hosts; i++) {
      nodes.add(Node.parse(TestCluster.host(i)));
    }
    return new RingDefinition(RingKind.CARBON, nodes, replicas, false).ring();
  }

  @AfterEach
  void close() throws Exception {
    if (agents != null) {
      agents.close();
    }
  }

  private ExitCode run(String command, String... more) {
    screen = new Screen();
    List<String> line = new ArrayList<>(List.of(command, "-h", agents.address(1).toString()));
    line.addAll(List.of(more));
    return new Bucky(screen.console()).run(line);
  }

  private boolean has(int host, String metric) {
    return Files.exists(agents.tree(host).resolve(MetricName.of(metric).path()));
  }

  /** Metrics all of which lie on a host that does not own them; by name, where they belong. */
  private Map<String, List<Integer>> scatter(int hosts, int replicas, int count)
      throws IOException {
    Ring ring = ring(hosts, replicas);
    Map<String, List<Integer>> owners = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      String metric = "servers.web" + i + ".load";
      List<Integer> owning =
          ring.replicas(metric).stream()
              .map(node -> Integer.parseInt(node.host().replaceFirst(".*\\.", "")))
              .toList();
      int wrong = 1 + i % hosts;
      while (owning.contains(wrong)) {
        wrong = 1 + wrong % hosts;
      }
      agents.put(wrong, metric, DATABASE);
      owners.put(metric, owning);
    }
    return owners;
  }

  private void assertInPlace(Map<String, List<Integer>> owners, int hosts) throws IOException {
    for (Map.Entry<String, List<Integer>> metric : owners.entrySet()) {
      for (int host = 1; host <= hosts; host++) {
        assertThat(has(host, metric.getKey()))
            .as("%s on %s", metric, host)
            .isEqualTo(metric.getValue().contains(host));
        if (has(host, metric.getKey())) {
          assertThat(agents.tree(host).resolve(MetricName.of(metric.getKey()).path()))
              .hasBinaryContent(DATABASE);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void movesWhatIsMisplacedAndEndsBalanced(Kind kind) throws Exception {
    agents = new TestCluster(root, 3, 1);
    Map<String, List<Integer>> owners = scatter(3, 1, 60);
    agents.put(2, "carbon.agents.h.cpu", DATABASE);
    agents.start(kind);

    assertThat(run("inconsistent")).as(screen.err()).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.out().lines().filter(line -> line.contains(": servers.web"))).hasSize(60);
    assertThat(screen.out()).doesNotContain("carbon.agents");
    assertThat(run("rebalance", "--delete", "--no-op")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().lines().filter(line -> line.contains(" => "))).hasSize(60);
    assertThat(screen.out().lines().filter(line -> line.endsWith(" removed"))).hasSize(60);
    assertThat(run("rebalance", "--delete")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("60 moved");
    assertThat(screen.err().contains("plain buckyds")).isEqualTo(kind == Kind.BUCKYD);
    assertInPlace(owners, 3);
    assertThat(has(2, "carbon.agents.h.cpu")).isTrue();
    assertThat(run("rebalance", "--delete", "-f")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("cluster is balanced");
    assertThat(run("inconsistent")).isEqualTo(ExitCode.OK);
  }

  @Test
  void withoutDeletionItCopiesAndAJournalSparesTheSecondRun() throws Exception {
    agents = new TestCluster(root, 3, 1);
    Map<String, List<Integer>> owners = scatter(3, 1, 10);
    agents.start(Kind.OURS);
    String journal = root.resolve("journal").toString();

    assertThat(run("rebalance", "--journal", journal)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("10 copied");
    owners.forEach((metric, hosts) -> assertThat(has(hosts.getFirst(), metric)).isTrue());
    assertThat(run("rebalance", "--journal", journal, "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).contains("\"done before\":10").contains("\"event\":\"report\"");
    assertThat(run("rebalance", "--journal", agents.tree(1).toString() + "/x.txt"))
        .isEqualTo(ExitCode.OK);
  }

  @Test
  void writesToNobodyButAllowedDestinations() throws Exception {
    agents = new TestCluster(root, 3, 1);
    Map<String, List<Integer>> owners = scatter(3, 1, 30);
    agents.start(Kind.OURS);
    String allowed = agents.address(1).host() + ";" + agents.address(3);

    assertThat(run("rebalance", "--delete", "--allowed-dsts", allowed + ";127.0.0.9"))
        .as("nobody is called so, and nothing would be moved there")
        .isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("127.0.0.9 is no member of the ring");
    assertThat(run("rebalance", "--delete", "--allowed-dsts", allowed))
        .as(screen.err())
        .isEqualTo(ExitCode.OK);
    for (Map.Entry<String, List<Integer>> metric : owners.entrySet()) {
      int owner = metric.getValue().getFirst();
      assertThat(has(owner, metric.getKey())).as("%s", metric).isEqualTo(owner != 2);
      long copies = IntStream.of(1, 2, 3).filter(host -> has(host, metric.getKey())).count();
      assertThat(copies).as("%s", metric).isOne();
    }
  }

  @Test
  void knowsTheWordsOfGosBucky() throws Exception {
    agents = new TestCluster(root, 3, 1);
    Map<String, List<Integer>> owners = scatter(3, 1, 4);
    agents.start(Kind.OURS);
    String state = root.resolve("state").toString();
    String metric = owners.keySet().iterator().next();

    assertThat(run("rebalance", "--job-state-file", state, "--ignore404", "-v"))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.err())
        .contains(
            "bucky rebalance: copied "
                + metric
                + " => "
                + agents.address(owners.get(metric).getFirst()))
        .doesNotContain("removed " + metric);
    assertThat(Path.of(state)).content().contains(metric);

    assertThat(run("rebalance", "--delete", "--print-deletion")).isEqualTo(ExitCode.OK);
    assertThat(screen.err())
        .contains("bucky rebalance: removed " + metric + " from 127.0.0.")
        .doesNotContain(": moved " + metric);
  }

  @Test
  void whatFailsIsWrittenDownAndMayBeTolerated() throws Exception {
    agents = new TestCluster(root, 3, 1);
    List<String> metrics = List.copyOf(scatter(3, 1, 4).keySet());
    for (int host = 1; host <= 3; host++) {
      if (has(host, metrics.get(0))) {
        agents.put(host, metrics.get(0), new byte[] {1, 2, 3});
      }
    }
    agents.start(Kind.OURS);
    Path errors = root.resolve("errors");

    // Without tolerance it would be 3.
    String[] tolerant = {"--metric-err-file", errors.toString(), "--error-tolerance", "1"};
    assertThat(run("rebalance", tolerant)).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("3 copied, 1 failed", "put that right and run this again");
    assertThat(errors).content().hasLineCount(1).contains(" dst," + metrics.get(0) + ",127.0.0.");
  }

  @Test
  void goCarbonIsAskedAndTheRunsMetricsAreSent() throws Exception {
    agents = new TestCluster(root, 2, 1);
    scatter(2, 1, 4);
    agents.start(Kind.OURS);
    HttpServer carbon = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 5);
    Set<String> asked = ConcurrentHashMap.newKeySet();
    carbon.createContext(
        "/",
        exchange -> {
          asked.add(exchange.getRequestURI().getPath());
          byte[] answer = "{\"cache\":{\"size\":1,\"limit\":9}}".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    carbon.start();
    try (ServerSocket receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      ExitCode code =
          run(
              "rebalance",
              "--go-carbon-health-check",
              "--go-carbon-port",
              String.valueOf(carbon.getAddress().getPort()),
              "--graphite-endpoint",
              "127.0.0.1:" + receiver.getLocalPort(),
              "--graphite-metrics-prefix",
              "our.run");

      assertThat(code).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(asked).containsExactly("/admin/info");
      // Nobody listens there, so nobody can say that it has too much to do.
      assertThat(screen.err()).contains("http://127.0.0.2:", "the host is not spared");
      try (Socket sent = receiver.accept()) {
        assertThat(new String(sent.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
            .contains("our.run.main.total_jobs.last 4 ", "our.run.main.finished_jobs.last 4 ");
      }
    } finally {
      carbon.stop(0);
    }
  }

  @Test
  void replicasAreAllFilledBeforeTheMisplacedOneGoes() throws Exception {
    agents = new TestCluster(root, 3, 2);
    Map<String, List<Integer>> owners = scatter(3, 2, 30);
    agents.start(Kind.OURS);

    assertThat(run("rebalance", "--delete")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertInPlace(owners, 3);
  }

  @Test
  void healingCreatesTheReplicaThatIsMissing() throws Exception {
    agents = new TestCluster(root, 3, 2);
    for (Map.Entry<String, List<Integer>> metric : scatter(3, 2, 9).entrySet()) {
      String lone = metric.getKey() + ".one";
      String owner = ring(3, 2).replicas(lone).getLast().host();
      agents.put(Integer.parseInt(owner.substring(8)), lone, DATABASE);
    }
    agents.start(Kind.OURS);

    assertThat(run("rebalance", "--delete", "--heal")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains(" 9 healed").doesNotContain("balanced");
    assertThat(run("rebalance", "-f", "--heal")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("cluster is balanced: ", " whole; 0 points");
    assertThat(run("rebalance", "-f", "--heal", "--no-op")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).doesNotContain("removed");
    Ring ring = ring(3, 2);
    for (int i = 0; i < 9; i++) {
      String metric = "servers.web" + i + ".load.one";
      ring.replicas(metric)
          .forEach(
              node -> assertThat(has(Integer.parseInt(node.host().substring(8)), metric)).isTrue());
    }
  }

  @Test
  void aHostThatIsNoMemberAnyMoreIsDrained() throws Exception {
    agents = new TestCluster(root, 3, 1);
    agents.start(Kind.OURS);
    try (TestCluster old = new TestCluster(root.resolve("old"), 1, 1)) {
      for (int i = 0; i < 20; i++) {
        old.put(1, "old.m" + i, DATABASE);
      }
      old.start(Kind.OURS);

      ExitCode copied = run("rebalance", old.address(1).toString());

      assertThat(copied).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(screen.err()).contains("20 copied");
      Ring ring = ring(3, 1);
      for (int i = 0; i < 20; i++) {
        String metric = "old.m" + i;
        assertThat(
                has(Integer.parseInt(ring.replicas(metric).getFirst().host().substring(8)), metric))
            .isTrue();
      }
    }
  }

  @Test
  void nothingIsMovedIfAMemberDoesNotAnswerUnlessItIsNamed() throws Exception {
    agents = new TestCluster(root, 3, 1, 3);
    Map<String, List<Integer>> owners = new TreeMap<>(scatter(3, 1, 30));
    agents.start(Kind.OURS);

    assertThat(run("rebalance", "--delete")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("127.0.0.3", "is dead", "--without 127.0.0.3");
    String same = agents.address(1).toString();
    assertThat(run("copy", "--from", same, "--to", same)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("is dead").doesNotContain("--without");
    assertThat(run("rebalance", "--delete", "--without", "127.0.0.9")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("is no member");
    assertThat(run("rebalance", "--delete", "--without", "127.0.0.3"))
        .as(screen.err())
        .isEqualTo(ExitCode.OK);
    for (Map.Entry<String, List<Integer>> metric : owners.entrySet()) {
      boolean lost = metric.getValue().contains(3) || has(3, metric.getKey());
      assertThat(lost || has(metric.getValue().getFirst(), metric.getKey())).isTrue();
    }
    assertThat(screen.err()).contains("blocked").contains("does not take part");
  }

  @Test
  void anAgentThatDiesFailsOnlyWhatNeedsIt() throws Exception {
    agents = new TestCluster(root, 3, 1, 3);
    scatter(3, 1, 12);
    agents.start(Kind.OURS);
    agents.faulty(
        3, (request, out) -> out.write("garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    assertThat(run("rebalance", "--delete")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("nothing is done unless all members answer");
  }
}
