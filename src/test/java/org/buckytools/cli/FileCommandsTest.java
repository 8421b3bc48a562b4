package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.console.Screen;
import org.buckytools.samples.RawWhisper;
import org.buckytools.whisper.Aggregation;
import org.junit.jupiter.api.Test;

/** The commands that tell what is in files, and how files are named to them. */
class FileCommandsTest extends CommandsOnFiles {
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
