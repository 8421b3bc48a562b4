package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.console.Screen;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands for files as a user types them. */
class FileCommandsTest {
  private static final Header HEADER =
      Header.of(Aggregation.LAST, 0.25f, Retention.parseList("60:60,3600:48"));

  @TempDir Path directory;
  private Screen screen = new Screen();
  private Path file;
  private Path broken;
  private Path absent;

  /** The newest interval when the test began. */
  private long interval;

  @BeforeEach
  void create() throws IOException {
    interval = Instant.now().truncatedTo(ChronoUnit.MINUTES).getEpochSecond();
    file = directory.resolve("a.wsp");
    Files.write(file, sample().bytes());
    broken = Files.writeString(directory.resolve("broken.wsp"), "not a database at all");
    absent = directory.resolve("absent.wsp");
  }

  private RawWhisper sample() {
    RawWhisper sample = new RawWhisper(HEADER);
    for (int i = 0; i < 5; i++) {
      sample.put(0, i, interval - 240 + 60L * i, i + 0.1);
    }
    return sample.put(1, 0, interval - interval % 3600, 4.1);
  }

  private ExitCode run(Object... arguments) {
    List<String> words = new ArrayList<>();
    for (Object argument : arguments) {
      words.add(argument.toString());
    }
    return new Bucky(screen.console()).run(words);
  }

  private JsonNode json() throws JsonProcessingException {
    return new ObjectMapper().readTree(screen.out());
  }

  @Test
  void infoShowsHeaderFullnessAndChart() {
    assertThat(run("info", file)).isEqualTo(ExitCode.OK);

    assertThat(screen.out())
        .startsWith(file + "\n  aggregation    last\n  xFilesFactor   0.25\n  max retention  2d\n")
        .contains("  file size      1336 bytes, ")
        .containsPattern("newest point   [-0-9]+ [:0-9]+ \\(\\d+ s ago\\)")
        .containsPattern("archive 0  1m:1h  60 points of 60 s  \\|▉         \\| 8.3 % known");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void infoFitsIntoTheTerminal() {
    assertThat(run("info", file)).isEqualTo(ExitCode.OK);
    String usual = screen.out();
    String wider = usual.replace(file.toString(), "");
    int widest = wider.lines().mapToInt(String::length).max().orElseThrow();
    for (int columns : new int[] {200, widest, widest - 1, 40, 39}) {
      Screen on = Screen.wide(columns);
      assertThat(new Bucky(on.console()).run(List.of("info", file.toString())))
          .isEqualTo(ExitCode.OK);
      if (columns >= widest) {
        assertThat(on.out().lines().count()).isEqualTo(usual.lines().count());
      } else {
        assertThat(on.out().lines().skip(1))
            .contains("  archive 1  1h:2d  48 points of 3600 s", "    |▎         | 2.1 % known")
            .allMatch(line -> line.length() <= columns);
      }
    }
  }

  @Test
  void infoAsJsonHasTheNamesOfTheReference() throws IOException {
    assertThat(run("info", "--json", file)).isEqualTo(ExitCode.OK);

    JsonNode info = json();
    assertThat(info.get("aggregationMethod").textValue()).isEqualTo("last");
    assertThat(info.get("maxRetention").intValue()).isEqualTo(48 * 3600);
    assertThat(info.get("xFilesFactor").doubleValue()).isEqualTo(0.25);
    assertThat(info.get("fileSize").longValue()).isEqualTo(Files.size(file));
    assertThat(info.get("newest").longValue()).isEqualTo(interval);
    assertThat(info.get("archives").get(1).get("secondsPerPoint").intValue()).isEqualTo(3600);
    assertThat(info.get("archives").get(1).get("known").intValue()).isEqualTo(1);
  }

  @Test
  void infoGoesOnAfterABadFile() {
    assertThat(run("info", absent, file, broken)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).startsWith(file.toString());
    assertThat(screen.err().lines())
        .hasSize(2)
        .anyMatch(line -> line.contains(absent + ": no such file"))
        .anyMatch(line -> line.contains(broken + ": not a sound whisper file"));

    assertThat(run("info", absent)).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void infoPrintsOneField() {
    assertThat(run("info", "--field", "xFilesFactor", file)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("0.25\n");

    assertThat(run("info", "--field", "size", file)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("'size' is no field; give aggregationMethod, maxRetention");
  }

  @Test
  void namesComeFromStandardInputALineEachOrAsJson() {
    screen = Screen.reading(file + "\n\n" + file + "\n");
    assertThat(run("info", "--field", "fileSize", "-")).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("1336\n1336\n");

    screen = Screen.reading("[\"" + file + "\", \"" + file + "\"]");
    assertThat(run("info", "--field", "fileSize", "-", file)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEqualTo("1336\n1336\n1336\n");

    screen = Screen.reading("[\"" + file + "\", 3]");
    assertThat(run("info", "-")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("JSON array of names");
  }

  @Test
  void fetchPrintsExactValuesAndGaps() {
    assertThat(run("fetch", "--from", interval - 360, "--until", interval - 180, file))
        .isEqualTo(ExitCode.OK);

    assertThat(screen.out())
        .isEqualTo(
            "%d\tNone\n%d\t0.1\n%d\t1.1\n"
                .formatted(interval - 300, interval - 240, interval - 180));
  }

  @Test
  void fetchDropsValuesAndKeepsTheTimesOfTheOthers() throws IOException {
    String from = Long.toString(interval - 360);
    String until = Long.toString(interval - 180);
    run("fetch", "--from", from, "--until", until, "--drop", "nulls", "--json", file);

    assertThat(screen.out())
        .contains("\"points\":[[%d,0.1],[%d,1.1]]".formatted(interval - 240, interval - 180));
  }

  @Test
  void fetchTakesTheArchiveAskedFor() {
    long hour = interval - interval % 3600;
    assertThat(run("fetch", "--step", 3600, "--from", hour - 1, "--until", hour, file))
        .isEqualTo(ExitCode.OK);
    assertThat(screen.out()).startsWith(hour + "\t4.1\n");

    assertThat(run("fetch", "--step", 61, file)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err())
        .contains("no archive of 61 seconds per point; it has [60:60, 3600:48]");
  }

  @Test
  void fetchOfNothingIsAnError() {
    assertThat(run("fetch", "--from", "-9y", "--until", "-8y", file)).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("it can hold nothing of that range");

    assertThat(run("fetch", "--from", "-1h", "--until", "-2h", file)).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void fetchPrintsDatesInTheFormatAskedFor() {
    run("fetch", "--from", interval - 240, "--until", interval, "-t", "at %Y %%", file);
    assertThat(screen.out().lines()).allMatch(line -> line.matches("at 2\\d\\d\\d %\t.*"));

    assertThat(run("fetch", "-t", "%Q", file)).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err()).contains("'%Q'");
  }

  @Test
  void createMakesAFileOnce() throws IOException {
    Path made = directory.resolve("made.wsp");
    assertThat(run("create", "--aggregation", "sum", "--xff", "0", made, "1m:1d", "1h:30d"))
        .isEqualTo(ExitCode.OK);
    assertThat(run("info", "--json", made)).isEqualTo(ExitCode.OK);
    assertThat(json().get("aggregationMethod").textValue()).isEqualTo("sum");
    assertThat(Files.size(made)).isEqualTo(16 + 24 + 12 * (1440 + 720));

    byte[] before = Files.readAllBytes(made);
    assertThat(run("create", made, "1m:2d")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(made + ": exists already; --overwrite replaces it");
    assertThat(made).hasBinaryContent(before);

    assertThat(run("create", "--overwrite", made, "1m:2d")).isEqualTo(ExitCode.OK);
    assertThat(Files.size(made)).isEqualTo(28 + 12 * 2880);
    assertThat(run("create", "--overwrite", broken, "1m:2d")).isEqualTo(ExitCode.OK);
  }

  @Test
  void createReplacesOnlyFiles() throws Exception {
    Path fifo = directory.resolve("fifo");
    assertThat(new ProcessBuilder("mkfifo", fifo.toString()).start().waitFor()).isZero();
    Path nowhere = Files.createSymbolicLink(directory.resolve("nowhere"), absent);

    for (Path other : List.of(fifo, directory, nowhere)) {
      assertThat(run("create", "--overwrite", other, "1m:1d")).isEqualTo(ExitCode.FAILED);
    }

    assertThat(screen.err())
        .contains(fifo + ": it is not a regular file", directory + ": it is not a regular file")
        .contains(nowhere + ": it is a symbolic link that leads nowhere");
    assertThat(Files.isRegularFile(fifo)).isFalse();
    assertThat(absent).doesNotExist();
  }

  /** The file is first made under a hidden name, which is nothing to the user. */
  @Test
  void createNamesTheFileThatItCannotCreate() {
    Path below = file.resolve("below.wsp");
    assertThat(run("create", below, "1m:1d")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains(below + ": cannot open it: a part of its path is not a");
  }

  @Test
  void namesThatCannotBeAreTold() {
    for (String input : List.of("a\0b\n", "[\"a\\u0000b\"]")) {
      screen = Screen.reading(input);
      assertThat(run("info", "-")).isEqualTo(ExitCode.FAILED);
      assertThat(screen.err())
          .isEqualTo("bucky info: a\\u0000b: no file's name holds a NUL; write a name a line\n");
    }
    screen = Screen.reading("[\"a\",");
    assertThat(run("info", "-")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err())
        .startsWith("bucky info: standard input begins like a JSON array of names, and is none: ")
        .hasLineCount(1);
    screen = new Screen();
    assertThat(run("info", "\uFFFD.wsp")).isEqualTo(ExitCode.FAILED);
    assertThat(screen.err()).contains("not UTF-8 cannot be given");
  }

  @Test
  void createRefusesWhatDoesNotFitTogether() {
    assertThat(run("create", absent, "60:10", "90:100")).isEqualTo(ExitCode.USAGE);
    assertThat(run("create", absent, "60s:1d", "--xff", "2")).isEqualTo(ExitCode.USAGE);
    assertThat(run("create", absent, "60s:1d", "--aggregation", "mean")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("the finer step does not divide the coarser")
        .contains("--xff: '2' is not a number from 0 to 1")
        .contains("unknown aggregation method 'mean'; known are average, sum");
    assertThat(absent).doesNotExist();
  }

  @Test
  void updateStoresOnePointOrMany() {
    assertThat(run("update", file, "-7.5")).isEqualTo(ExitCode.OK);
    assertThat(run("update", file, "now-8min:1e3", "now-7min:0.25")).isEqualTo(ExitCode.OK);
    screen = Screen.reading("now-9min 5\n");
    assertThat(run("update", file, "-")).isEqualTo(ExitCode.OK);
    run("fetch", "--from", "-1h", "--step", 60, "--drop", "nulls", file);

    assertThat(screen.out()).contains("\t1000.0\n", "\t0.25\n").containsPattern("\t-7.5\n$");
  }

  @Test
  void updateStoresNothingIfAPointDoesNotFit() throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThat(run("update", file, "N:1", "now-3d:1")).isEqualTo(ExitCode.FAILED);
    assertThat(run("update", file, (interval + 7200) + ":1")).isEqualTo(ExitCode.FAILED);
    assertThat(run("update", file, "N:NaN")).isEqualTo(ExitCode.USAGE);
    assertThat(run("update", file, "yesterday:1")).isEqualTo(ExitCode.USAGE);
    assertThat(run("update", file, "N:-1e999")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("is older than the retention; it can hold times from ")
        .contains("is in the future")
        .contains("'NaN' is not a number; write TIME:VALUE")
        .contains("'yesterday' is not a time")
        .contains("'-1e999' is too large for a 64-bit float");
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void diffTellsWithItsExitCode() throws IOException {
    Path other = Files.write(directory.resolve("b.wsp"), sample().bytes());
    assertThat(run("diff", file, other)).isEqualTo(ExitCode.OK);
    Files.write(other, sample().put(0, 3, interval - 60, 9).bytes());
    screen = new Screen();
    assertThat(run("diff", "--json", file, other)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(json().get("archives").get(0).get("datapoint"))
        .isEqualTo(
            new ObjectMapper()
                .readTree(
                    "[{\"timestamp\":%d,\"value_a\":3.1,\"value_b\":9.0}]"
                        .formatted(interval - 60)));

    assertThat(run("merge", file, other)).isEqualTo(ExitCode.OK);
    assertThat(run("diff", file, other)).isEqualTo(ExitCode.OK);
    assertThat(run("merge", file, file)).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void resizeTellsFilesFromRetentions() throws IOException {
    Path other = Files.write(directory.resolve("b.wsp"), sample().bytes());
    assertThat(run("resize", "--no-backup", file, other, "60s:2h", "1h:4d")).isEqualTo(ExitCode.OK);
    assertThat(screen.err())
        .contains(
            file + ": 60:60 (5 known), 3600:48 (1 known) -> 60:120 (5 known), 3600:96 (1 known)")
        .contains(other + ": 60:60");
    assertThat(directory).isDirectoryNotContaining("glob:**.bak");

    assertThat(run("resize", "60s:1h")).isEqualTo(ExitCode.USAGE);
    assertThat(run("resize", file)).isEqualTo(ExitCode.USAGE);
    assertThat(run("resize", file, broken, "60s:3h")).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(directory.resolve("a.wsp.bak")).exists();
    assertThat(run("resize", "--aggregation", "max", file)).isEqualTo(ExitCode.OK);
    assertThat(run("resize", "--newfile", file, other, "60s:2h")).isEqualTo(ExitCode.FAILED);
    assertThat(run("resize", "--newfile", absent, file, other, "60s:2h")).isEqualTo(ExitCode.USAGE);
  }

  @Test
  void modifyIsResizeInOtherWords() throws IOException {
    assertThat(run("modify", "-f", file, "--index", 1, "--retention", "1h:4d", "--agg", "max"))
        .isEqualTo(ExitCode.OK);
    run("info", "--json", file);
    assertThat(json().get("aggregationMethod").textValue()).isEqualTo("max");
    assertThat(json().get("archives").get(0).get("known").intValue()).isEqualTo(5);
    assertThat(json().get("archives").get(1).get("points").intValue()).isEqualTo(96);
    assertThat(directory.resolve("a.wsp.bak")).exists();

    assertThat(run("modify", "-f", file, "--index", 2, "--retention", "1d:1y"))
        .isEqualTo(ExitCode.USAGE);
    assertThat(run("modify", "-f", file, "--index", 1)).isEqualTo(ExitCode.USAGE);
    assertThat(run("modify", "-f", file)).isEqualTo(ExitCode.USAGE);
    assertThat(run("modify", "--agg", "max")).isEqualTo(ExitCode.USAGE);
    assertThat(screen.err())
        .contains("--index 2: " + file + " has the archives [60:60, 3600:96]")
        .contains("--index and --retention go together")
        .contains("nothing to change")
        .contains("-f FILE is missing");
  }

  @Test
  void emptyPrintsFilesWithoutAPoint() throws IOException {
    Path empty = Files.write(directory.resolve("empty.wsp"), new RawWhisper(HEADER).bytes());
    assertThat(run("empty", directory)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(screen.out()).isEqualTo(empty + "\n");

    Files.delete(broken);
    screen = new Screen();
    assertThat(run("empty", "--json", directory, file)).isEqualTo(ExitCode.OK);
    assertThat(json().toString()).isEqualTo("[\"" + empty + "\"]");
    assertThat(run("empty", directory.resolve("nowhere"))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void sparsifyTellsWhatIsSaved() throws IOException {
    run("create", directory.resolve("large.wsp"), "1s:1d");
    screen = new Screen();
    assertThat(run("sparsify", "--json", directory)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(json().get("files").intValue()).isEqualTo(2);
    assertThat(json().get("saved").longValue()).isGreaterThan(1_000_000);
    assertThat(screen.err()).contains(broken.toString());
  }

  @Test
  void sanityEndsWithFourUntilAllIsWell() throws IOException {
    assertThat(run("sanity", directory)).isEqualTo(ExitCode.PROBLEMS);
    assertThat(screen.out())
        .isEqualTo(
            "unsound         broken.wsp: its aggregation method 1852797984 is none of 1 to "
                + Aggregation.values().length
                + "\n");
    assertThat(screen.err())
        .isEqualTo(
            "1 unsound: move it into quarantine with --fix; carbon then starts a new file\n"
                + "2 files examined, 1 problem\n");

    screen = new Screen();
    assertThat(run("sanity", "--json", "--fix", directory)).isEqualTo(ExitCode.OK);
    assertThat(json().get("repaired").intValue()).isOne();
    assertThat(json().get("problems").intValue()).isZero();
    assertThat(json().get("findings").get(0).get("note").textValue())
        .isEqualTo("moved to .bucky-quarantine/broken.wsp");

    screen = new Screen();
    assertThat(run("sanity", directory)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).isEmpty();
    assertThat(run("sanity", directory.resolve("nowhere"))).isEqualTo(ExitCode.FAILED);
  }

  @Test
  void namesWithControlCharactersDoNotReachTheTerminal() throws IOException {
    Files.write(directory.resolve("a\033[2J.wsp"), sample().bytes());
    run("sanity", directory);

    assertThat(screen.out()).contains("a\\u001b[2J.wsp").doesNotContain("\033");
  }
}
