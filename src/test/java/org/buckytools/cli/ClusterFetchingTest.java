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
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The commands that measure, fetch, send and delete, against both kinds of agents. */
class ClusterFetchingTest {
  private static final byte[] SMALL = WhisperBytes.with(60, 10, 1);
  private static final byte[] LARGE = WhisperBytes.with(60, 20, 2);

  @TempDir Path root;
  private TestCluster agents;
  private Screen screen = new Screen();

  @BeforeEach
  void put() throws Exception {
    agents = new TestCluster(root, 3, 2);
    agents.put(1, "servers.a.load", SMALL);
    agents.put(2, "servers.a.load", SMALL);
    agents.put(2, "servers.b.load", SMALL);
    agents.put(3, "servers.c.load", LARGE);
    agents.put(3, "other", LARGE);
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

  private Path file(int number, String metric) {
    return agents.tree(number).resolve(MetricName.of(metric).path());
  }

  @ParameterizedTest
  @EnumSource
  void du(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("du")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .isEqualTo(
            " SIZE  METRICS  SHARE                   NAME\n"
                + "712 B        3  |██████████████▌     |  servers\n"
                + "268 B        1  |█████▌              |  other\n"
                + "980 B        4                          all\n");
    assertThat(run("du", "--depth", "2", "-r", "^servers")).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .containsSubsequence(
            "  servers\n", "    servers.a\n", "    servers.c\n", "    servers.b\n");
    assertThat(run("du", "--depth", "0", "-j", "-s")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().replaceAll("\\s", ""))
        .isEqualTo("{\"prefix\":\"\",\"bytes\":148,\"metrics\":1,\"files\":1}");
  }

  @ParameterizedTest
  @EnumSource
  void stat(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("stat", "servers.a.load", "none")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).matches("0\\.14KiB\t20..-..-..T..:..:..Z\tservers\\.a\\.load\n");
    assertThat(screen.err()).isEqualTo("bucky stat: none: no such metric\n");
    assertThat(run("stat", "-l", "--glob", "servers.[ab]*")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().lines().map(line -> line.replaceAll(": .*\t", " ")))
        .containsExactly(
            agents.address(1) + " servers.a.load",
            agents.address(2) + " servers.a.load",
            agents.address(2) + " servers.b.load");
    assertThat(run("stat", "-j", "other")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().replaceAll("\\s", ""))
        .startsWith("[{\"metric\":\"other\",\"size\":268,\"modified\":")
        .contains("\"copies\":[{\"server\":\"" + agents.address(3) + "\",\"size\":268,");
    assertThat(run("stat", "none")).isEqualTo(ExitCode.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void get(Kind kind) throws Exception {
    agents.start(kind);
    Path copy = root.resolve("copy");
    String into = copy.toString();
    assertThat(run("get", "-d", into, "-r", "load")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(copy.resolve("servers/a/load.wsp")).hasBinaryContent(SMALL);
    assertThat(copy.resolve("servers/c/load.wsp")).hasBinaryContent(LARGE);
    assertThat(Files.getLastModifiedTime(copy.resolve("servers/c/load.wsp")).toMillis() / 1000)
        .isEqualTo(Files.getLastModifiedTime(file(3, "servers.c.load")).toMillis() / 1000);
    assertThat(copy.resolve("other.wsp")).doesNotExist();

    assertThat(run("get", "--no-encoding", "-d", into, "other", "none", "a..b", "servers.a.load"))
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(copy.resolve("other.wsp")).hasBinaryContent(LARGE);
    assertThat(screen.err())
        .contains("bucky get: none: no such metric\n", "'a..b' is not a metric name")
        .contains("servers/a/load.wsp: it exists already; to replace it: --overwrite\n");
    assertThat(run("get", "--overwrite", "-d", into, "servers.a.load")).isEqualTo(ExitCode.OK);
    assertThat(copy.resolve("servers/a")).isDirectoryContaining("glob:**/load.wsp");

    Path one = root.resolve("one.wsp");
    assertThat(run("get", "-o", one.toString(), "other")).isEqualTo(ExitCode.OK);
    assertThat(one).hasBinaryContent(LARGE);
    assertThat(run("get", "-o", "-", "other")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).hasSizeGreaterThan(200);
    assertThat(run("get", "-o", "x", "other", "none")).isEqualTo(ExitCode.USAGE);
    assertThat(run("get", "-s", "-d", into, "servers.b.load")).isEqualTo(ExitCode.FAILED);
  }

  @ParameterizedTest
  @EnumSource
  void putFillsTheOwners(Kind kind) throws Exception {
    agents.start(kind);
    Path source = Files.write(root.resolve("source.wsp"), LARGE);
    assertThat(run("put", source.toString(), "new.metric")).as(screen.err()).isEqualTo(ExitCode.OK);
    assertThat(run("locate", "new.metric")).isEqualTo(ExitCode.OK);
    int owners = 0;
    for (int i = 1; i <= 3; i++) {
      if (screen.out().contains(TestCluster.host(i))) {
        assertThat(file(i, "new.metric")).hasBinaryContent(LARGE);
        owners++;
      } else {
        assertThat(file(i, "new.metric")).doesNotExist();
      }
    }
    assertThat(owners).isEqualTo(2);

    assertThat(run("put", "--replace", "-s", source.toString(), "servers.a.load"))
        .isEqualTo(ExitCode.OK);
    assertThat(file(1, "servers.a.load")).hasBinaryContent(LARGE);
    assertThat(file(2, "servers.a.load")).hasBinaryContent(SMALL);

    Path broken = Files.write(root.resolve("broken.wsp"), new byte[] {1, 2, 3});
    assertThat(run("put", broken.toString(), "new.broken")).isEqualTo(ExitCode.FAILED);
    assertThat(run("put", source.toString(), "a..b")).isEqualTo(ExitCode.FAILED);
    assertThat(run("put", source.toString(), "_tagged.000.000.hash")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("nobody knows who owns it; list its series in a file");
  }

  @ParameterizedTest
  @EnumSource
  void deletesWhatIsConfirmed(Kind kind) throws Exception {
    agents.start(kind);
    assertThat(run("delete", "servers.a.load")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("nobody can be asked here");
    assertThat(run(Screen.asking("no\n"), "delete", "servers.a.load")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .isEqualTo(
            "Delete 1 metric: 2 files on 2 hosts? [y/N] bucky delete: nothing was deleted\n");
    assertThat(run(Screen.asking(""), "delete", "servers.a.load")).isEqualTo(ExitCode.FAILED);
    assertThat(file(1, "servers.a.load")).exists();

    assertThat(run("delete", "--yes", "-s", "-r", "load")).isEqualTo(ExitCode.OK);
    assertThat(file(1, "servers.a.load")).doesNotExist();
    assertThat(file(2, "servers.a.load")).as("beyond --single").exists();
    assertThat(file(2, "servers.b.load")).exists();

    assertThat(run(Screen.asking("y\n"), "delete", "--glob", "servers.*")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).contains("bucky delete: deleted 3 metrics: 3 files on 2 hosts\n");
    assertThat(file(2, "servers.a.load")).doesNotExist();
    assertThat(run("delete", "--noconfirm", "other", "none")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err()).contains("none: no such metric");
    assertThat(run("list")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEmpty();
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void whatSelectsNothingSaysSo() throws Exception {
    agents.start(Kind.OURS);
    for (String command : List.of("list", "list -l", "list -j", "stat", "get", "delete --yes")) {
      List<String> words = new ArrayList<>(List.of(command.split(" ")));
      String name = words.removeFirst();
      words.addAll(List.of("--glob", "nothing.*"));
      assertThat(run(name, words.toArray(new String[0]))).isEqualTo(ExitCode.OK);
      assertThat(screen.err()).isEqualTo("bucky " + name + ": no metric is selected by that\n");
    }
    assertThat(run("delete", "--yes", "none")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).isEqualTo("bucky delete: none: no such metric\n");
  }

  @Test
  void tellsHowManyFilesAreLeft() throws Exception {
    agents.start(Kind.OURS);
    // In its place, so that its agent cannot delete it.
    Path kept = file(2, "servers.a.load");
    Files.delete(kept);
    Files.createDirectory(kept);
    Files.write(kept.resolve("in"), SMALL);
    assertThat(run("delete", "--yes", "servers.a.load", "servers.b.load"))
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .contains("servers.a.load: failed: ")
        .endsWith("bucky delete: deleted 2 of 3 files of 2 metrics on 2 hosts\n");
    assertThat(file(1, "servers.a.load")).doesNotExist();
    assertThat(kept.resolve("in")).exists();
  }

  @Test
  void neverDeletesForWantOfAName() throws Exception {
    agents.start(Kind.BUCKYD);
    assertThat(run("delete", "--yes")).isEqualTo(ExitCode.USAGE);
    assertThat(run("delete", "--yes", "-r", "")).isEqualTo(ExitCode.USAGE);
    assertThat(run(Screen.reading(""), "delete", "--yes", "-r", "-")).isEqualTo(ExitCode.USAGE);
    assertThat(run(Screen.reading(""), "delete", "--yes", "-")).isEqualTo(ExitCode.OK);
    assertThat(file(3, "other")).exists();
    assertThat(file(1, "servers.a.load")).exists();
  }
}
