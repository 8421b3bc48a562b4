package org.buckytools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.buckytools.console.Console;
import org.buckytools.console.Terminal;
import org.buckytools.metric.TaggedSeries;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code tar}, {@code restore} and {@code tar-dont-belong} with three agents. */
class TarCommandsTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));
  private static final int METRICS = 30;

  @TempDir Path directory;
  private CommandedCluster cluster;

  @BeforeEach
  void start() throws Exception {
    cluster = new CommandedCluster(directory, 3, 2);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  // Once, as a test may last from one minute to the next.
  private final long now = System.currentTimeMillis() / 60_000 * 60;

  private byte[] database(double value) {
    return new RawWhisper(HEADER).put(0, 0, now - 120, value).bytes();
  }

  private static String name(int number) {
    return "servers.web%02d.cpu".formatted(number);
  }

  /** Each metric is where it belongs, on two hosts. */
  private void fillCluster() throws Exception {
    for (int i = 0; i < METRICS; i++) {
      for (int host : cluster.owners(name(i))) {
        cluster.write(host, name(i), database(i));
      }
    }
    cluster.rescan();
  }

  private void emptyTrees() throws Exception {
    for (int host = 1; host <= 3; host++) {
      try (Stream<Path> files = Files.walk(cluster.tree(host))) {
        files
            .sorted(Comparator.reverseOrder())
            .filter(file -> file.getNameCount() > directory.getNameCount() + 1)
            .forEach(file -> file.toFile().delete());
      }
    }
    cluster.rescan();
  }

  private static Map<String, byte[]> members(byte[] archive) throws IOException {
    Map<String, byte[]> members = new TreeMap<>();
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        assertThat(members.put(e.getName(), tar.readAllBytes())).as(e.getName()).isNull();
      }
    }
    return members;
  }

  /** What is stored under its hash is routed by its series. */
  @Test
  void aTaggedSeriesComesToItsOwnersIfItIsKnown() throws Exception {
    TaggedSeries series = movingSeries();
    String name = series.hashedName().toString();
    cluster.write(1, name, database(1));
    cluster.rescan();
    assertThat(cluster.run("tar", name)).isEqualTo(ExitCode.OK);
    byte[] archive = cluster.out();
    Path list = Files.writeString(directory.resolve("series"), series.text() + "\n");
    emptyTrees();
    assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.OK);
    assertThat(hostsWith(name)).containsExactlyInAnyOrderElementsOf(cluster.owners(name));
    emptyTrees();
    assertThat(cluster.run(archive, "restore", "-", "--series", list)).isEqualTo(ExitCode.OK);
    assertThat(hostsWith(name)).containsExactlyInAnyOrderElementsOf(cluster.owners(series.text()));
  }

  /** Whose owners are not those of the name that it is stored under. */
  private TaggedSeries movingSeries() {
    for (int i = 0; ; i++) {
      TaggedSeries series = new TaggedSeries("load;host=web" + i);
      String stored = series.hashedName().toString();
      if (!cluster.owners(stored).equals(cluster.owners(series.text()))) {
        return series;
      }
    }
  }

  /** Each host has another, so the content tells whose it is. */
  @Test
  void aTaggedSeriesIsFetchedFromItsOwnerIfItIsKnown() throws Exception {
    TaggedSeries series = movingSeries();
    String name = series.hashedName().toString();
    List<Integer> owners = cluster.owners(series.text());
    for (int host = 1; host <= 3; host++) {
      cluster.write(host, name, database(host));
    }
    cluster.rescan();
    Path list = Files.writeString(directory.resolve("series"), series.text() + "\n");
    assertThat(cluster.run("tar", name, "--series", list)).isEqualTo(ExitCode.OK);
    byte[] archived = members(cluster.out()).values().iterator().next();
    assertThat(owners.stream().map(this::database)).contains(archived);
    assertThat(cluster.run("get", name, "-o", "-", "--series", list)).isEqualTo(ExitCode.OK);
    assertThat(cluster.out()).isEqualTo(database(owners.getFirst()));

    emptyTrees();
    Path file = Files.write(directory.resolve("x.wsp"), database(7));
    assertThat(cluster.run("put", file, name)).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.err()).contains("give --series FILE, or give --single");
    assertThat(cluster.run("put", file, name, "--series", list)).isEqualTo(ExitCode.OK);
    assertThat(hostsWith(name)).containsExactlyInAnyOrderElementsOf(owners);
    Path none = directory.resolve("none");
    for (String command : List.of("tar", "get")) {
      assertThat(cluster.run(command, name, "--series", none)).isEqualTo(ExitCode.FAILED);
      assertThat(cluster.err()).contains(none.toString());
    }
  }

  private List<Integer> hostsWith(String name) {
    return Stream.of(1, 2, 3).filter(host -> Files.exists(cluster.file(host, name))).toList();
  }

  @Test
  void onlyWhatIsChosenIsRestored() throws Exception {
    fillCluster();
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.OK);
    byte[] archive = cluster.out();
    emptyTrees();
    assertThat(cluster.run(archive, "restore", "-", "--glob", "*.web03.*", "--regex", "web1[12]"))
        .isEqualTo(ExitCode.OK);
    for (int i = 0; i < METRICS; i++) {
      assertThat(hostsWith(name(i))).hasSize(i == 3 || i == 11 || i == 12 ? 2 : 0);
    }
  }

  @Test
  void thereAndBackOnAllOwners() throws Exception {
    fillCluster();
    Path some = cluster.file(cluster.owners(name(7)).getFirst(), name(7));
    Files.setLastModifiedTime(some, FileTime.fromMillis(1_600_000_000_000L));
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).startsWith("30 metrics, ").doesNotContain("FAILED");
    byte[] archive = cluster.out();
    assertThat(members(archive)).hasSize(METRICS);
    assertThat(members(archive).get("servers/web07/cpu.wsp")).isEqualTo(database(7));
    try (var tar = new TarArchiveInputStream(new ByteArrayInputStream(archive))) {
      List<String> names = new ArrayList<>();
      for (TarArchiveEntry e = tar.getNextEntry(); e != null; e = tar.getNextEntry()) {
        names.add(e.getName());
        if (e.getName().contains("web07")) {
          assertThat(e.getLastModifiedDate().getTime()).isEqualTo(1_600_000_000_000L);
          assertThat(e.getMode()).isEqualTo(0644);
        }
      }
      assertThat(names).isSorted();
    }
    assertThat(cluster.run("tar", "-r", ".", "-w", 9)).isEqualTo(ExitCode.OK);
    assertThat(cluster.out()).isEqualTo(archive);

    emptyTrees();
    assertThat(cluster.run(archive, "restore", "-")).as(cluster.err()).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).startsWith("30 metrics: 30 created");
    for (int i = 0; i < METRICS; i++) {
      for (int host = 1; host <= 3; host++) {
        if (cluster.owners(name(i)).contains(host)) {
          assertThat(cluster.file(host, name(i))).hasBinaryContent(database(i));
        } else {
          assertThat(cluster.file(host, name(i))).doesNotExist();
        }
      }
    }
    assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).startsWith("30 metrics: 0 created").contains("30 had all");
  }

  @Test
  void restoreFillsAndNeverOverwrites() throws Exception {
    fillCluster();
    cluster.run("tar", name(1), name(2));
    byte[] archive = cluster.out();
    int host = cluster.owners(name(1)).getFirst();
    cluster.write(host, name(1), new RawWhisper(HEADER).bytes());
    int other = cluster.owners(name(2)).getFirst();
    cluster.write(other, name(2), database(99));
    assertThat(cluster.run(archive, "restore", "-")).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).contains("1 filled with 1 point").contains("1 had all");
    assertThat(cluster.file(host, name(1))).hasBinaryContent(database(1));
    assertThat(cluster.file(other, name(2))).hasBinaryContent(database(99));
  }

  @Test
  void namesThatAreNotThereAreTold() throws Exception {
    fillCluster();
    assertThat(cluster.run("[\"servers.web01.cpu\",\"no.such\"]".getBytes(UTF_8), "tar", "-"))
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(members(cluster.out())).containsOnlyKeys("servers/web01/cpu.wsp");
    assertThat(cluster.err()).contains("there is no metric no.such");
    assertThat(cluster.run("tar", "--glob", "nothing.*")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.err()).contains("nothing is in the archive");
    assertThat(cluster.run("tar", "--glob", "*.web0*")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out())).hasSize(10);
  }

  @Test
  void singleMeansThatHostOnly() throws Exception {
    fillCluster();
    assertThat(cluster.run("tar", "-s", "-r", ".")).isEqualTo(ExitCode.OK);
    int held = members(cluster.out()).size();
    assertThat(held).isBetween(1, METRICS - 1);
    cluster.run("tar", "-r", ".");
    byte[] archive = cluster.out();
    emptyTrees();
    assertThat(cluster.run(archive, "restore", "-s", "-")).isEqualTo(ExitCode.OK);
    assertThat(cluster.err())
        .startsWith(held + " metrics: " + held + " created")
        .contains((METRICS - held) + " of other hosts left out");
    assertThat(cluster.tree(2)).isEmptyDirectory();
    assertThat(cluster.tree(3)).isEmptyDirectory();
  }

  @Test
  void theOwnersCopyIsTakenAndElseAnyOther() throws Exception {
    String metric = name(1);
    int owner = cluster.owners(metric).getFirst();
    int stranger = 6 - owner - cluster.owners(metric).get(1);
    cluster.write(stranger, metric, database(1));
    cluster.write(owner, metric, database(2));
    cluster.write(stranger, name(2), database(3));
    cluster.rescan();
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out()).get("servers/web01/cpu.wsp")).isEqualTo(database(2));
    assertThat(members(cluster.out())).hasSize(2);
    Files.writeString(cluster.file(owner, metric), "damaged");
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out()).get("servers/web01/cpu.wsp")).isEqualTo(database(1));
    Files.writeString(cluster.file(stranger, metric), "damaged too");
    assertThat(cluster.run("tar", "-r", ".")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err()).contains("servers").contains("1 metric, ").contains("1 FAILED");
    assertThat(members(cluster.out())).hasSize(1);
  }

  @Test
  void whatDoesNotBelongIsArchivedFromWhereItIs() throws Exception {
    fillCluster();
    assertThat(cluster.run("tar-dont-belong")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out())).isEmpty();
    String metric = name(1);
    int stranger = 6 - cluster.owners(metric).get(0) - cluster.owners(metric).get(1);
    cluster.write(stranger, metric, database(50));
    cluster.write(stranger, "carbon.agents.host1.metricsReceived", database(51));
    cluster.rescan();
    assertThat(cluster.run("tar-dont-belong")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out())).containsOnlyKeys("servers/web01/cpu.wsp");
    assertThat(members(cluster.out()).get("servers/web01/cpu.wsp")).isEqualTo(database(50));
    assertThat(cluster.run("tar-dont-belong", "-r", "other")).isEqualTo(ExitCode.OK);
    assertThat(members(cluster.out())).isEmpty();
  }

  @Test
  void anArchiveIsNotForATerminal() {
    Terminal terminal =
        new Terminal() {
          @Override
          public boolean out() {
            return true;
          }

          @Override
          public boolean err() {
            return true;
          }
        };
    for (String command : List.of("tar", "tar-dont-belong")) {
      var out = new ByteArrayOutputStream();
      var err = new ByteArrayOutputStream();
      Console console =
          new Console(new ByteArrayInputStream(new byte[0]), out, err, Map.of(), terminal);
      assertThat(new Bucky(console).run(List.of(command, "x"))).isEqualTo(ExitCode.USAGE);
      assertThat(err.toString(UTF_8)).contains("bucky " + command + " … > x.tar");
      assertThat(out.size()).isZero();
    }
  }

  @Test
  void aFullDiskBehindThePipeEndsIt() throws Exception {
    fillCluster();
    OutputStream full =
        new OutputStream() {
          private int room = 30_000;

          @Override
          public void write(int unit) throws IOException {
            if (room-- == 0) {
              throw new IOException("No space left on device");
            }
          }
        };
    assertThat(cluster.run(new byte[0], full, "tar", "-r", ".")).isEqualTo(ExitCode.FAILED);
    assertThat(cluster.err()).contains("standard output: No space left on device");
  }
}
