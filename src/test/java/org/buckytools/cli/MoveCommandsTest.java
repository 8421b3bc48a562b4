package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** plan, delete-dont-belong, backfill and copy, against agents of ours. */
class MoveCommandsTest {
  private static final int STEP = 3600;
  private static final byte[] EMPTY = WhisperBytes.with(STEP, 100, 0);
  private static final byte[] DATABASE = recent();
  private static final Ring RING =
      new RingDefinition(
              RingKind.CARBON,
              List.of(Node.parse("127.0.0.1"), Node.parse("127.0.0.2"), Node.parse("127.0.0.3")),
              1,
              false)
          .ring();

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  /** A database with a point of a while ago. */
  private static byte[] recent() {
    byte[] bytes = WhisperBytes.with(STEP, 100, 1);
    long now = System.currentTimeMillis() / 1000;
    int header = 28;
    ByteBuffer.wrap(bytes).putInt(header, (int) (now - now % STEP - 10 * STEP));
    return bytes;
  }

  @BeforeEach
  void agents() throws Exception {
    agents = new TestCluster(root, 3, 1);
  }

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private ExitCode run(String... line) {
    screen = new Screen();
    List<String> all = new ArrayList<>(List.of(line));
    if (!all.contains("--from")) {
      all.addAll(1, List.of("-h", agents.address(1).toString()));
    }
    return new Bucky(screen.console()).run(all);
  }

  private static int owner(String metric) {
    return Integer.parseInt(RING.replicas(metric).getFirst().host().substring(8));
  }

  private static int stranger(String metric) {
    return 1 + owner(metric) % 3;
  }

  private Path file(TestCluster cluster, int host, String metric) {
    return cluster.tree(host).resolve(MetricName.of(metric).path());
  }

  @Test
  void onlyWhatTheOwnerHoldsIsDeleted() throws Exception {
    agents.put(owner("held"), "held", DATABASE);
    agents.put(stranger("held"), "held", DATABASE);
    agents.put(owner("more"), "more", EMPTY);
    agents.put(stranger("more"), "more", DATABASE);
    agents.put(stranger("alone"), "alone", DATABASE);
    agents.start(Kind.OURS);

    assertThat(run("delete-dont-belong", "--no-op")).isEqualTo(ExitCode.OK);
    assertThat(file(agents, stranger("held"), "held")).exists();
    assertThat(run("delete-dont-belong")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(file(agents, stranger("held"), "held")).doesNotExist();
    assertThat(file(agents, stranger("more"), "more")).exists();
    assertThat(file(agents, stranger("alone"), "alone")).exists();
    assertThat(file(agents, owner("more"), "more")).hasBinaryContent(EMPTY);
    assertThat(screen.err()).contains("1 deleted", "2 kept", "has no such metric", "lacks");

    assertThat(run("delete-dont-belong", "--force")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(file(agents, stranger("alone"), "alone")).doesNotExist();
  }

  @Test
  void aPlanForAnotherRingCountsAndChangesNothing() throws Exception {
    for (int i = 0; i < 40; i++) {
      agents.put(owner("m" + i), "m" + i, DATABASE);
    }
    agents.start(Kind.OURS);
    String ring = "127.0.0.1,127.0.0.2,127.0.0.3,127.0.0.9";

    assertThat(run("plan", "--hash", "carbon", "--nodes", ring))
        .as(screen.err())
        .isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .contains(" of 40 metrics are not where", "127.0.0.9", "BEFORE", "AFTER", "at least");
    assertThat(run("plan", "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).contains("\"moved\" : 0");
    for (int i = 0; i < 40; i++) {
      assertThat(file(agents, owner("m" + i), "m" + i)).exists();
    }
  }

  @Test
  void severalMetricsAreFilledIntoOneOfAnotherName() throws Exception {
    agents.put(owner("old.a"), "old.a", DATABASE);
    agents.put(stranger("old.b"), "old.b", EMPTY);
    agents.start(Kind.OURS);
    Path map = Files.writeString(root.resolve("map"), "{\"old.a\": \"new\", \"old.b\": \"new\"}");

    assertThat(run("backfill", map.toString())).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(file(agents, owner("new"), "new")).hasBinaryContent(DATABASE);
    assertThat(file(agents, owner("old.a"), "old.a")).exists();

    Files.writeString(map, "{\"old.a\": \"new\", \"none\": \"x\"}");
    assertThat(run("backfill", map.toString())).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err()).contains("none: is nowhere");
    assertThat(run("backfill", "--ignore404", map.toString())).isEqualTo(ExitCode.OK);
  }

  @Test
  void metricsAreRenamedByASubstitution() throws Exception {
    agents.put(owner("web1.load"), "web1.load", DATABASE);
    agents.put(owner("web2.load"), "web2.load", DATABASE);
    agents.start(Kind.OURS);

    assertThat(run("backfill", "--rename", "s/^web([0-9]+)\\./servers.w\\1./"))
        .as(screen.err())
        .isEqualTo(ExitCode.OK);
    assertThat(file(agents, owner("servers.w2.load"), "servers.w2.load"))
        .hasBinaryContent(DATABASE);
    assertThat(run("backfill", "--rename", "s/web1/web2/")).isEqualTo(ExitCode.OK);
  }

  @Test
  void withDeletionTheOldNamesGoWhereverTheyAre() throws Exception {
    agents.put(owner("old.a"), "old.a", DATABASE);
    agents.put(stranger("old.a"), "old.a", EMPTY);
    agents.put(stranger("old.b"), "old.b", EMPTY);
    agents.put(owner("kept"), "kept", DATABASE);
    agents.start(Kind.OURS);
    Path map = Files.writeString(root.resolve("map"), "{\"old.a\": \"new\", \"old.b\": \"new\"}");

    assertThat(run("backfill", "--delete", "--no-op", map.toString())).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).contains("old.b removed");
    assertThat(file(agents, owner("old.a"), "old.a")).exists();
    assertThat(run("backfill", "--delete", map.toString())).as(screen.err()).isEqualTo(ExitCode.OK);

    assertThat(screen.err()).contains("1 moved");
    assertThat(file(agents, owner("new"), "new")).hasBinaryContent(DATABASE);
    assertThat(file(agents, owner("kept"), "kept")).hasBinaryContent(DATABASE);
    for (int host = 1; host <= 3; host++) {
      assertThat(file(agents, host, "old.a")).doesNotExist();
      assertThat(file(agents, host, "old.b")).doesNotExist();
    }
  }

  @Test
  void chainsAndCyclesAreRefused() throws Exception {
    agents.start(Kind.OURS);
    Path map = root.resolve("map");
    for (String chain :
        List.of(
            "{\"a\": \"b\", \"b\": \"c\"}",
            "{\"a\": \"b\", \"b\": \"a\"}",
            "{\"a\": \"a\"}",
            "{\"a\": \"b\", \"a\": \"c\"}",
            "[\"a\"]",
            "{\"a\": 1}",
            "{\"a\"")) {
      Files.writeString(map, chain);
      assertThat(run("backfill", map.toString())).as(chain).isEqualTo(ExitCode.FAILED);
    }
    assertThat(run("backfill")).isEqualTo(ExitCode.USAGE);
    assertThat(run("backfill", "--rename", "s/a/")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void aClusterIsCopiedToAnotherWhoseAgentsKnowNothingOfIt() throws Exception {
    try (TestCluster other = new TestCluster(root.resolve("other"), 2, 1)) {
      for (int i = 0; i < 10; i++) {
        agents.put(1 + i % 3, "m" + i, DATABASE);
      }
      agents.start(Kind.OURS);
      other.start(Kind.OURS);

      ExitCode code =
          run("copy", "--from", agents.address(1).toString(), "--to", other.address(2).toString());

      assertThat(code).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(screen.err()).contains("10 copied");
      for (int i = 0; i < 10; i++) {
        int place = i;
        assertThat(List.of(1, 2)).anyMatch(host -> Files.exists(file(other, host, "m" + place)));
      }
    }
  }

  @Test
  void aClusterIsNotCopiedIntoItself() throws Exception {
    agents.put(owner("m"), "m", DATABASE);
    agents.start(Kind.OURS);
    String[] line = {
      "copy", "--from", agents.address(1).toString(), "--to", agents.address(2).toString()
    };

    assertThat(run(line)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("are of one cluster", "bucky backfill");
  }

  private String[] copy(TestCluster other, String... more) {
    List<String> line = new ArrayList<>(List.of("copy", "--from"));
    line.addAll(List.of(agents.address(1).toString(), "--to", other.address(2).toString()));
    line.addAll(List.of(more));
    return line.toArray(String[]::new);
  }

  private static List<String> metrics(TestCluster cluster, int hosts) throws IOException {
    List<String> all = new ArrayList<>();
    for (int host = 1; host <= hosts; host++) {
      Path tree = cluster.tree(host);
      try (Stream<Path> files = Files.walk(tree)) {
        files
            .filter(file -> file.toString().endsWith(".wsp"))
            .map(file -> tree.relativize(file).toString().replace(".wsp", "").replace('/', '.'))
            .forEach(all::add);
      }
    }
    all.sort(null);
    return all;
  }

  @Test
  void aCopyTakesWhatAMapARegexOrASubstitutionNames() throws Exception {
    try (TestCluster other = new TestCluster(root.resolve("other"), 2, 1)) {
      agents.put(owner("a"), "a", DATABASE);
      agents.put(owner("b"), "b", EMPTY);
      agents.put(stranger("web1.load"), "web1.load", DATABASE);
      agents.put(owner("web2.load"), "web2.load", DATABASE);
      agents.start(Kind.OURS);
      other.start(Kind.OURS);
      Path map = root.resolve("map");

      // What is a chain within a cluster is none between two; one name may stay as it is.
      Files.writeString(map, "{\"a\": \"b\", \"b\": \"c\", \"web1.load\": \"web1.load\"}");
      assertThat(run(copy(other, "--no-op", map.toString()))).isEqualTo(ExitCode.OK);
      assertThat(screen.out().lines()).hasSize(3).anyMatch(line -> line.endsWith(" as b"));
      assertThat(metrics(other, 2)).isEmpty();
      assertThat(run(copy(other, map.toString()))).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(metrics(other, 2)).containsExactly("b", "c", "web1.load");

      Files.writeString(map, "{\"a\": \"d\", \"b\": \"d\", \"none\": \"e\"}");
      assertThat(run(copy(other, map.toString()))).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(screen.err()).contains("none: is nowhere", "1 copied");
      assertThat(run(copy(other, "--ignore404", map.toString()))).isEqualTo(ExitCode.OK);
      assertThat(List.of(1, 2))
          .map(host -> file(other, host, "d"))
          .filteredOn(Files::exists)
          .allSatisfy(file -> assertThat(file).hasBinaryContent(DATABASE))
          .hasSize(1);

      String[] renaming = copy(other, "--rename", "s/^web/old.web/", "-r", "2");
      assertThat(run(renaming)).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(run(copy(other, "-r", "^web2"))).as(screen.err()).isEqualTo(ExitCode.OK);
      assertThat(metrics(other, 2))
          .containsExactly("b", "c", "d", "old.web2.load", "web1.load", "web2.load");
      assertThat(metrics(agents, 3)).containsExactly("a", "b", "web1.load", "web2.load");
    }
  }

  @Test
  void aCopyThatCannotBeMeantIsRefused() throws Exception {
    agents.start(Kind.OURS);
    Path map = Files.writeString(root.resolve("map"), "{\"a\": \"b\", \"b\": \"c\"}");

    // Both seeds are of one cluster, so that the chain is one.
    assertThat(run(copy(agents, map.toString()))).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("depend on the order");
    assertThat(run(copy(agents, map.toString(), "-r", "a"))).isEqualTo(ExitCode.USAGE);
    assertThat(run(copy(agents, map.toString(), "--rename", "s/a/b/"))).isEqualTo(ExitCode.USAGE);
    assertThat(run("copy", "--from", agents.address(1).toString())).isEqualTo(ExitCode.USAGE);
  }
}
