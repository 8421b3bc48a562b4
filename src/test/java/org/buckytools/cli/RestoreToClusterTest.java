package org.buckytools.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code restore --store … --host …} with three agents, each metric on two of them. */
class RestoreToClusterTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));
  private static final int METRICS = 20;
  private static final long NOW = System.currentTimeMillis() / 60_000 * 60;

  @TempDir Path directory;
  private CommandedCluster cluster;
  private Path store;
  private Path old;

  @BeforeEach
  void start() throws Exception {
    cluster = new CommandedCluster(directory, 3, 2);
    store = directory.resolve("store");
    old = directory.resolve("old");
    for (int i = 0; i < METRICS; i++) {
      Path file = old.resolve(name(i).replace('.', '/') + ".wsp");
      Files.createDirectories(file.getParent());
      Files.write(file, database(120, i));
    }
    assertThat(cluster.run(words("backup", "-p", old))).isEqualTo(ExitCode.OK);
  }

  @AfterEach
  void stop() throws IOException {
    cluster.close();
  }

  private static byte[] database(long age, double value) {
    return new RawWhisper(HEADER).put(0, 0, NOW - age, value).bytes();
  }

  private static String name(int number) {
    return "servers.web%02d.cpu".formatted(number);
  }

  private Object[] words(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of(arguments));
    words.addAll(List.of("--store", store, "--lockfile", directory.resolve("lock")));
    return words.toArray();
  }

  private ExitCode restore(Object... arguments) {
    List<Object> words = new ArrayList<>(List.of("restore", "-h", "127.0.0.2:" + cluster.port()));
    words.addAll(List.of(arguments));
    return cluster.run(words(words.toArray()));
  }

  private void assertThatOwnersHave(int number, byte[] content) {
    for (int host = 1; host <= 3; host++) {
      Path file = cluster.file(host, name(number));
      if (cluster.owners(name(number)).contains(host)) {
        assertThat(file).hasBinaryContent(content);
      } else {
        assertThat(file).doesNotExist();
      }
    }
  }

  /** Spoils the newest version of a metric. */
  private void damage(int number) throws IOException {
    Path marker;
    try (Stream<Path> files = Files.list(store.resolve(name(number)))) {
      marker = files.filter(file -> file.toString().endsWith(".sha1")).sorted().toList().getLast();
    }
    Files.writeString(marker, "0".repeat(40));
  }

  @Test
  void givesEachMetricToAllItsOwnersAndFillsWhatTheyHave() throws Exception {
    int owner = cluster.owners(name(3)).getFirst();
    cluster.write(owner, name(3), database(240, 99));

    assertThat(restore("--json")).as("%s", cluster.err()).isEqualTo(ExitCode.OK);
    assertThat(new String(cluster.out(), UTF_8))
        .isEqualTo(
            "{\"created\":20,\"filled\":0,\"points\":1,\"unchanged\":0,\"older\":0,"
                + "\"elsewhere\":0,\"none\":0,\"failed\":0}\n");
    for (int i = 0; i < METRICS; i++) {
      if (i != 3) {
        assertThatOwnersHave(i, database(120, i));
      }
    }
    assertThat(cluster.run("fetch", "--from", "-30min", cluster.file(owner, name(3))))
        .isEqualTo(ExitCode.OK);
    assertThat(new String(cluster.out(), UTF_8)).contains("99").contains("3.0");

    assertThat(restore()).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).contains("20 metrics: 0 created, 0 filled with 0 points, 20 had all");
  }

  @Test
  void whatIsDamagedGoesNowhereUnlessAnOlderVersionIsWanted() throws Exception {
    Path changed = old.resolve(name(5).replace('.', '/') + ".wsp");
    Files.write(changed, database(60, 500));
    assertThat(cluster.run(words("backup", "-p", old))).isEqualTo(ExitCode.OK);
    damage(5);
    damage(6);

    assertThat(restore()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err())
        .contains("servers.web05.cpu of 20")
        .contains("is sound; to use such an older version say --fallback")
        .contains("20 metrics: 18 created")
        .contains("2 FAILED");
    for (int host = 1; host <= 3; host++) {
      assertThat(cluster.file(host, name(5))).doesNotExist();
      assertThat(cluster.file(host, name(6))).doesNotExist();
    }
    assertThat(restore("--fallback", "-m", name(5))).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).contains("1 from an older version");
    assertThatOwnersHave(5, database(120, 5));
  }

  @Test
  void anOwnerThatIsDownFailsItsMetricsAndTheOthersGetTheirs() throws Exception {
    cluster.stop(3);
    assertThat(restore()).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err()).contains(":" + cluster.port() + " is dead").contains("FAILED");
    for (int i = 0; i < METRICS; i++) {
      for (int host : cluster.owners(name(i))) {
        if (host != 3) {
          assertThat(cluster.file(host, name(i))).hasBinaryContent(database(120, i));
        }
      }
    }
  }

  @Test
  void oneHostGetsWhatItOwnsOnly() {
    assertThat(restore("-s")).isEqualTo(ExitCode.OK);
    assertThat(cluster.err()).contains(" of other hosts left out");
    for (int i = 0; i < METRICS; i++) {
      for (int host = 1; host <= 3; host++) {
        boolean owns = host == 2 && cluster.owners(name(i)).contains(host);
        assertThat(Files.exists(cluster.file(host, name(i)))).isEqualTo(owns);
      }
    }
  }

  @Test
  void restoresTheNamesOfAList() {
    byte[] list = (name(1) + "\n" + name(2) + "\nno.such\n").getBytes(UTF_8);
    Object[] words = words("restore", "-h", "127.0.0.1:" + cluster.port(), "-m", "-");
    assertThat(cluster.run(list, words)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(cluster.err())
        .contains("bucky restore: there is no metric no.such")
        .contains("2 metrics: 2 created");
    assertThatOwnersHave(2, database(120, 2));
  }
}
