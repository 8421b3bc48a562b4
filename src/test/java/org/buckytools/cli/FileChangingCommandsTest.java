package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;

/** The commands that make and change files. */
class FileChangingCommandsTest extends CommandsOnFiles {
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
  void sparsifyTellsWhatIsSaved() throws IOException {
    run("create", directory.resolve("large.wsp"), "1s:1d");
    screen = new Screen();
    assertThat(run("sparsify", "--json", directory)).isEqualTo(ExitCode.SOME_FAILED);
    assertThat(json().get("files").intValue()).isEqualTo(2);
    assertThat(json().get("saved").longValue()).isGreaterThan(1_000_000);
    assertThat(screen.err()).contains(broken.toString());
  }
}
