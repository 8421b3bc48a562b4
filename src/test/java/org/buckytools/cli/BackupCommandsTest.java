package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.buckytools.backup.RunLock;
import org.buckytools.console.Screen;
import org.buckytools.posix.LogDaemon;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for backups as cron and users type them. */
class BackupCommandsTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));

  @TempDir Path directory;
  private Path tree;
  private Path store;
  private Screen screen = new Screen();

  @BeforeEach
  void create() throws IOException {
    tree = Files.createDirectories(directory.resolve("tree/a"));
    tree = directory.resolve("tree");
    store = directory.resolve("store");
    Files.write(tree.resolve("a/b.wsp"), new RawWhisper(HEADER).bytes());
  }

  private ExitCode run(Object... arguments) {
    return run(new Screen(), arguments);
  }

  private ExitCode run(Screen on, Object... arguments) {
    screen = on;
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    if (!words.getFirst().equals("backups")) {
      words.addAll(List.of("--lockfile", directory.resolve("lock").toString()));
    }
    return new Bucky(screen.console()).run(words);
  }

  private ExitCode backUp(Object... more) {
    List<Object> words = new ArrayList<>(List.of("backup", "-p", tree, "--store", store));
    words.addAll(List.of(more));
    return run(words.toArray());
  }

  @Test
  void aGoodRunSaysOneLineAndStampsAndWithQuietNothing() throws IOException {
    Path stamp = directory.resolve("stamp");
    Path log = directory.resolve("log");
    assertThat(backUp("--stamp", stamp, "--logfile", log)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).matches("1 metric: 1 stored \\(.* B\\), 0 unchanged\n");
    assertThat(stamp).content().matches("20.*Z\n");
    assertThat(backUp("--quiet", "--logfile", log)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEmpty();
    assertThat(log).content().matches("20.*Z 1 metric: 1 stored.*\n20.*Z 1 metric: 0 stored.*\n");
  }

  @Test
  void aStampThatCannotBeWrittenIsToldByItsName() {
    Path stamp = directory.resolve("none/stamp");
    assertThat(backUp("--quiet", "--stamp", stamp)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .isEqualTo("bucky backup: " + stamp + " cannot be written: no such file or directory\n");
  }

  @Test
  void aListingOfNothingIsTold() throws IOException {
    assertThat(run("backups", "--store", store)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEqualTo("bucky backups: there is no such backup in " + store + "\n");
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(run("backups", "--store", file)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .isEqualTo("bucky backups: cannot list " + file + ": it is not a directory\n");
  }

  @Test
  void aTreeThatIsAFileIsToldAsSuch() throws IOException {
    backUp("--quiet");
    Path file = Files.createFile(directory.resolve("file"));
    assertThat(run("restore", "-p", file, "--store", store)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).isEqualTo("bucky restore: " + file + ": is not a directory\n");
  }

  @Test
  void versionsAsJsonAreALineEach() throws IOException {
    Files.copy(tree.resolve("a/b.wsp"), tree.resolve("a/c.wsp"));
    backUp("--quiet");
    assertThat(run("backups", "--store", store, "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out().lines())
        .hasSize(2)
        .allMatch(line -> line.startsWith("{\"metric\":\"a.") && line.endsWith("}"));
  }

  @Test
  void exitCodesTellHowItWent() throws IOException {
    Path stamp = directory.resolve("stamp");
    Files.writeString(tree.resolve("bad.wsp"), "not a database");
    assertThat(backUp("--quiet", "--stamp", stamp)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err()).contains("bad.wsp: not a sound whisper file").contains("1 FAILED");
    assertThat(stamp).doesNotExist();
    assertThat(backUp("-m", "bad")).isEqualTo(ExitCode.FAILED);
    assertThat(backUp("-m", "nothing.*")).isEqualTo(ExitCode.FAILED);
    assertThat(run("backup", "-p", tree)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("BUCKY_STORE");
    assertThat(run("backup", "--store", "ftp://x")).isEqualTo(ExitCode.USAGE);
    for (String path : List.of("/", "/abs/", "a//", "a/../", "./")) {
      assertThat(backUp("--storage-path", path)).isEqualTo(ExitCode.USAGE);
      assertThat(screen.err()).contains("'" + path + "'").contains("write it as host1/");
    }
    assertThat(run("restore", "-p", tree, "--store", directory.resolve("none")))
        .isEqualTo(ExitCode.FAILED);

    assertThat(run("verify", "--store", store)).isEqualTo(ExitCode.OK);
    Path marker;
    try (Stream<Path> files = Files.walk(store)) {
      marker = files.filter(file -> file.toString().endsWith(".sha1")).findFirst().get();
    }
    Files.writeString(marker, "0".repeat(40));
    assertThat(run("verify", "--store", store)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.err()).contains("a.b of 20").contains("the marker says 0000");
    assertThat(run("restore", "-p", directory.resolve("to"), "--store", store))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void aVerificationOfNothingIsNoSuccess() throws IOException {
    Path stamp = directory.resolve("stamp");
    Path none = directory.resolve("not-mounted");
    assertThat(run("verify", "--store", none, "--stamp", stamp)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).isEqualTo("bucky verify: there is no such backup in " + none + "\n");
    assertThat(backUp()).isEqualTo(ExitCode.OK);
    assertThat(run("verify", "--store", store, "-m", "x.*", "--stamp", stamp))
        .isEqualTo(ExitCode.FAILED);
    assertThat(stamp).doesNotExist();
    // Chance may choose the one version, but seldom so often.
    Set<String> said = new HashSet<>();
    for (int i = 0; i < 8; i++) {
      assertThat(run("verify", "--store", store, "--sample", 1)).isEqualTo(ExitCode.OK);
      said.add(screen.err());
    }
    assertThat(said).contains("0 versions are sound, 1 not in the sample\n");
  }

  @Test
  void anotherRunKeepsItAway() throws IOException {
    RunLock other = RunLock.acquire(directory.resolve("lock"), Duration.ZERO);
    assertThat(backUp("--locktimeout", 0)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("another run");
    assertThat(store).doesNotExist();
    assertThat(backUp("--locktimeout", 0, "--nolock")).isEqualTo(ExitCode.OK);
    other.close();
    assertThat(backUp("--locktimeout", 0)).isEqualTo(ExitCode.OK);
  }

  private void backUp(Map<String, String> environment, Object... more) {
    List<Object> words = new ArrayList<>(List.of("backup", "-p", tree, "--store", store, "-q"));
    words.addAll(List.of(more));
    assertThat(run(Screen.with(environment), words.toArray())).isEqualTo(ExitCode.OK);
  }

  @Test
  void remembersFilesInTheStateFileOrAmongTheUsersCaches() throws IOException {
    Path state = directory.resolve("state");
    backUp(Map.of(), "--statefile", state);
    assertThat(state).content(StandardCharsets.ISO_8859_1).startsWith("bucky known files 1\n");
    for (boolean rehash : new boolean[] {false, true}) {
      Files.writeString(state, "something else");
      backUp(Map.of(), "--statefile", state, rehash ? "--rehash" : "--json");
      assertThat(screen.err().contains("state is not what a backup remembers")).isEqualTo(!rehash);
      assertThat(state).content(StandardCharsets.ISO_8859_1).startsWith("bucky known files 1\n");
    }

    Path home = Files.createDirectory(directory.resolve("home"));
    backUp(Map.of("HOME", home.toString()), "--noop");
    assertThat(home).isEmptyDirectory();
    backUp(Map.of("HOME", home.toString()));
    assertThat(home.resolve(".cache/bucky")).isDirectoryContaining("glob:**/backup-*.state");
    Path caches = directory.resolve("caches");
    backUp(Map.of("HOME", home.toString(), "XDG_CACHE_HOME", caches.toString()));
    assertThat(caches.resolve("bucky")).isDirectoryContaining("glob:**/backup-*.state");
    backUp(Map.of("HOME", "/dev/null"));
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void sendsItsMessagesToTheSystemsLog() throws Exception {
    Path socket = directory.resolve("syslog");
    Map<String, String> environment = Map.of("BUCKY_SYSLOG_SOCKET", socket.toString());
    Files.writeString(tree.resolve("bad.wsp"), "not a database");
    List<Object> words =
        List.of("backup", "-p", tree, "--store", store, "--syslog", "--locktimeout", 0);
    try (LogDaemon daemon = LogDaemon.start(socket)) {
      assertThat(run(Screen.with(environment), words.toArray())).isEqualTo(ExitCode.SOME_FAILED);
      String warning = "<28>[A-Z][a-z]{2} [ 1-3]\\d \\d\\d:\\d\\d:\\d\\d bucky\\[\\d+\\]: ";
      assertThat(daemon.next()).matches(warning + "bucky backup: .*bad.wsp: not a sound .*");
      assertThat(daemon.next()).matches(warning + "2 metrics: 1 stored .*, 1 FAILED");

      Files.delete(tree.resolve("bad.wsp"));
      assertThat(run(Screen.with(environment), words.toArray())).isEqualTo(ExitCode.OK);
      assertThat(daemon.next()).startsWith("<30>").endsWith("0 stored (0 B), 1 unchanged");

      RunLock other = RunLock.acquire(directory.resolve("lock"), Duration.ZERO);
      assertThat(run(Screen.with(environment), words.toArray())).isEqualTo(ExitCode.FAILED);
      assertThat(daemon.next()).startsWith("<28>").contains("failed: ", "another run");
      other.close();

      Path metric = tree.resolve("é".repeat(100) + "/" + "é".repeat(100) + ".wsp");
      Files.createDirectories(metric.getParent());
      Files.writeString(metric, "not a database, and its path is long");
      Screen quiet = Screen.with(environment);
      List<Object> deep = new ArrayList<>(words);
      deep.set(2, directory.resolve("./".repeat(300) + "tree"));
      assertThat(run(quiet, deep.toArray())).isEqualTo(ExitCode.SOME_FAILED);
      assertThat(daemon.next().getBytes(StandardCharsets.UTF_8)).hasSizeBetween(1023, 1024);
    }
    assertThat(run(Screen.with(environment), words.toArray())).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .containsOnlyOnce("the system's log cannot be reached: ")
        .contains("syslog: cannot log to it: nobody listens there");
  }

  @Test
  void anEmptyStoreIsToldInOneLine() {
    assertThat(run("restore", "-p", tree, "--store", directory.resolve("none")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .isEqualTo("bucky restore: there is no such backup in " + directory.resolve("none") + "\n");
    backUp();
    assertThat(run("restore", "-p", tree, "--store", store, "--date", "2020-01-01"))
        .isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .isEqualTo("bucky restore: 1 metric in " + store + " has no version so old\n");
  }

  @Test
  void noopChangesNothing() {
    Path stamp = directory.resolve("stamp");
    assertThat(backUp("--noop", "--stamp", stamp)).isEqualTo(ExitCode.OK);
    assertThat(stamp).as("nothing has been stored").doesNotExist();
    assertThat(backUp("--noop")).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).startsWith("(no-op) 1 metric: 1 stored");
    assertThat(store).doesNotExist();
  }

  @Test
  void restoresListsAndPurges() throws IOException {
    backUp();
    Path to = directory.resolve("to");
    assertThat(run("restore", "-p", to, "--store", "file://" + store)).isEqualTo(ExitCode.OK);
    assertThat(to.resolve("a/b.wsp")).hasSameBinaryContentAs(tree.resolve("a/b.wsp"));
    assertThat(run("backups", "--store", store)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).matches("20.*\\+00:00 +\\d+ B  gz   a\\.b\n");
    Files.write(tree.resolve("c.wsp"), new RawWhisper(HEADER).bytes());
    Files.delete(tree.resolve("a/b.wsp"));
    assertThat(run("purge", "-p", tree, "--store", store, "--days", 0)).isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEqualTo("1 version purged\n");
    assertThat(run("backups", "--store", store, "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void keepsSeveralHostsApartInOneStore() throws IOException {
    Object[] there = {"--storage-path", "h1/"};
    assertThat(backUp(there)).isEqualTo(ExitCode.OK);
    assertThat(store.resolve("h1/a.b")).isDirectory();
    assertThat(store.resolve("a.b")).doesNotExist();
    Path to = directory.resolve("to");
    assertThat(run("restore", "-p", to, "--store", store, "--storage-path", "h1/"))
        .isEqualTo(ExitCode.OK);
    assertThat(to.resolve("a/b.wsp")).hasSameBinaryContentAs(tree.resolve("a/b.wsp"));
    assertThat(run("backups", "--store", store, "--storage-path", "h2/")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void printsCountsAsJson() throws IOException {
    assertThat(backUp("--json", "--regex", "^a[.]")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).startsWith("{\"stored\":1,\"unchanged\":0,\"failed\":0,");
    assertThat(run("verify", "--store", store, "--json", "--quiet")).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .isEqualTo(
            "{\"sound\":1,\"damaged\":0,\"refused\":0,\"unread\":0,\"leftovers\":0,\"leftOut\":0}\n");
    assertThat(backUp("--regex", "^b")).as("no such metric").isEqualTo(ExitCode.FAILED);
    assertThat(backUp("--regex", "(")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void takesNamesFromStandardInput() throws IOException {
    Files.write(tree.resolve("c.wsp"), new RawWhisper(HEADER).bytes());
    Files.write(tree.resolve("d.wsp"), new RawWhisper(HEADER).bytes());
    Screen names = Screen.reading("a.b\nc\nnone\n");
    assertThat(run(names, "backup", "-p", tree, "--store", store, "-m", "-"))
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.err())
        .isEqualTo(
            "bucky backup: there is no metric none\n"
                + screen.err().lines().toList().getLast()
                + "\n")
        .contains("2 metrics: 2 stored");
    assertThat(run(Screen.reading("c\n"), "verify", "--store", store, "-m", "-"))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.err()).isEqualTo("1 version is sound\n");
    assertThat(run(Screen.reading("c\nx\n"), "backups", "--store", store, "-m", "-"))
        .isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).contains("  c\n").doesNotContain("a.b");
    assertThat(screen.err()).contains("there is no metric x");
    assertThat(run(Screen.reading("\n"), "backup", "-p", tree, "--store", store, "-m", "-"))
        .isEqualTo(ExitCode.USAGE);

    Files.delete(tree.resolve("c.wsp"));
    Files.delete(tree.resolve("a/b.wsp"));
    List<Object> purge =
        List.of("purge", "-p", tree, "--store", store, "-x", 0, "--json", "-m", "-");
    assertThat(run(Screen.reading("c\nd\n"), purge.toArray())).isEqualTo(ExitCode.OK);
    assertThat(screen.out())
        .isEqualTo("{\"purged\":1,\"leftovers\":0,\"passedOver\":0,\"failed\":0}\n");
    Path to = directory.resolve("to");
    assertThat(run("restore", "-p", to, "--store", store, "--json")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).startsWith("{\"created\":1,\"filled\":0,\"points\":0,");
  }
}
