package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.cluster.TestCluster;
import org.buckytools.cluster.TestCluster.Kind;
import org.buckytools.console.Screen;
import org.buckytools.samples.WhisperBytes;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that look at a cluster, against agents of ours and against plain buckyds. */
class ClusterLookingTest {
  private static final byte[] DATABASE = WhisperBytes.with(60, 10, 1);

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  @BeforeEach
  void put() throws Exception {
    agents = new TestCluster(root, 3, 2);
    agents.put(1, "servers.a.load", DATABASE);
    agents.put(2, "servers.a.load", DATABASE);
    agents.put(2, "servers.b.load", DATABASE);
    agents.put(3, "servers.b.load", WhisperBytes.with(60, 20, 1));
    agents.put(3, "other", DATABASE);
  }

  @AfterEach
  void close() throws Exception {
    agents.close();
  }

  private ExitCode run(String command, String... more) {
    return run(new Screen(), command, more);
  }

  private ExitCode run(Screen on, String command, String... more) {
    screen = on;
    List<String> line = new ArrayList<>(List.of(command, "-h", agents.address(1).toString()));
    line.addAll(List.of(more));
    return new Bucky(screen.console()).run(line);
  }

  @ParameterizedTest
  @EnumSource
  void servers(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("servers")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .startsWith("ring: carbon of buckyd, 3 nodes, 2 replicas\nHOST ")
        .contains(agents.address(3) + "  ok     ")
        .containsPattern("127\\.0\\.0\\.2:[0-9]+ +ok +\\S.* +agrees\n");
    if (kind == Kind.OURS) {
      assertThat(screen.out())
          .containsPattern(
              "HOST +METRICS +SHARE +BY RING +SPREAD\n127\\.0\\.0\\.1:[0-9]+ +[0-9]+ +");
    } else {
      assertThat(screen.out()).doesNotContain("SPREAD");
    }
    assertThat(run("servers", "-j")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().contains("\"metrics\" : ")).isEqualTo(kind == Kind.OURS);
    assertThat(screen.out()).contains("\"agreed\" : true", "\"state\" : \"ok\"");
  }

  @ParameterizedTest
  @EnumSource
  void list(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("list")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\nservers.a.load\nservers.b.load\n");
    assertThat(run("list", "-f", "-r", "a\\.l", "^oth")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\nservers.a.load\n");
    assertThat(run("list", "--glob", "*.a.*", "other")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\nservers.a.load\n");
    assertThat(run("list", "--glob", "o*")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\n");
    assertThat(run("list", "none", "servers.b.load")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("servers.b.load\n");
    assertThat(run(Screen.reading("[\"other\"]"), "list", "-")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\n");
    assertThat(run("list", "-s")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("servers.a.load\n");
    assertThat(run("list", "-l", "-r", "load")).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .isEqualTo(
            agents.address(1)
                + ": servers.a.load\n"
                + agents.address(2)
                + ": servers.a.load\n"
                + agents.address(2)
                + ": servers.b.load\n"
                + agents.address(3)
                + ": servers.b.load\n");
    assertThat(run("list", "-l", "-j", "other")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().replaceAll("\\s", ""))
        .isEqualTo(
            "{\""
                + agents.address(1)
                + "\":[],\""
                + agents.address(2)
                + "\":[],\""
                + agents.address(3)
                + "\":[\"other\"]}");
    assertThat(run("list", "-r", "(")).isEqualTo(ExitCode.USAGE);
  }

  @ParameterizedTest
  @EnumSource
  void index(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("index")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("other\nservers.a.load\nservers.b.load\n");
    Path index = Files.writeString(root.resolve("index"), "old");
    assertThat(run("index", "-o", index.toString())).isEqualTo(ExitCode.OK);
    assertThat(index).hasContent("other\nservers.a.load\nservers.b.load\n");
    assertThat(screen.out()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void locate(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("locate", "servers.a.load")).isEqualTo(ExitCode.OK);
    String asked = screen.out();
    screen = new Screen();
    String ring =
        "locate --ring-from "
            + Files.writeString(
                root.resolve("carbon.conf"),
                "[relay]\nRELAY_METHOD = consistent-hashing\nREPLICATION_FACTOR = 2\nDESTINATIONS ="
                    + " 127.0.0.1:2004, 127.0.0.2:2004, 127.0.0.3:2004\n");
    new Bucky(screen.console()).run(List.of((ring + " servers.a.load").split(" ")));
    assertThat(asked).startsWith("servers.a.load => 127.0.0.").isEqualTo(screen.out());
  }
}
