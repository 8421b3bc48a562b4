package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private final Screen screen = new Screen();

  private ExitCode run(String... arguments) {
    return new Bucky(screen.console()).run(List.of(arguments));
  }

  @Test
  void showsThatEveryPointIsFound(@TempDir Path directory) {
    Path kept = directory.resolve("demo");

    assertThat(run("demo", "--metrics", "40", "--keep", kept.toString()))
        .as(screen.out())
        .isEqualTo(ExitCode.OK);

    assertThat(screen.err()).isEmpty();
    assertThat(screen.out())
        .contains("40 metrics on 3 hosts")
        .containsPattern(
            "\\$ bucky servers -h 127.0.0.1:[0-9]+\n   ring: carbon of buckyd, 3 nodes")
        .containsPattern("   … and [0-9]+ lines more\n   bucky inconsistent: [0-9]+ inconsistent")
        .contains("HOST", "BEFORE", "AFTER", "█")
        .containsPattern("\\$ bucky rebalance --delete -h 127.0.0.1:")
        .containsPattern("   bucky rebalance: [0-9]+ moved; [0-9]+ points")
        .containsPattern("\n[1-9][0-9,]* points were written meanwhile; is each there\\?")
        .contains("   bucky inconsistent: no inconsistent metrics found\n")
        .containsPattern("metrics: [0-9]+ stored .*\n.*\n   [0-9]+ versions are sound")
        .containsPattern("\n[1-9][0-9]{3}[0-9,]* points are missing|\n[1-9][0-9,]* points are miss")
        .containsPattern("metrics: [0-9]+ created, 0 filled")
        .containsPattern("bucky fill -r .*west .*east\n   40 files filled with [0-9,]+ points")
        .containsPattern("east: [0-9,]+ points checked, [0-9,]+ of them gained; missing: 0, chang")
        .contains("a second fill wrote 0 points", "Every point was found", "files are in " + kept)
        .doesNotContain("exit code");
    assertThat(screen.out().split("points checked; missing: 0, changed: 0")).hasSize(3);
    assertThat(kept.resolve("east/servers/web01/load.wsp")).isRegularFile();
    assertThat(kept.resolve("127.0.0.2")).isDirectoryRecursivelyContaining("glob:**/*.wsp");
  }

  @Test
  void whereLoopbackHasOneAddressItSaysSoAndShowsTheRest(@TempDir Path directory) throws Exception {
    Syntax syntax = new Syntax();
    // Of a kind that no machine can have.
    DemoCommand command = new DemoCommand(syntax, List.of("127.0.0.1", "240.0.0.2", "240.0.0.3"));

    assertThat(command.run(screen.console())).isEqualTo(ExitCode.OK);

    assertThat(screen.err())
        .contains("bucky demo: nobody can listen at 240.0.0.2 here", "are left out");
    assertThat(screen.out())
        .contains("1. Fill what two hosts missed", "a second fill wrote 0 points");
  }

  @Test
  void doesNotWorkInADirectoryThatExists(@TempDir Path directory) throws Exception {
    Path mine = Files.createFile(directory.resolve("mine"));

    assertThat(run("demo", "--keep", directory.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(screen.err()).contains(directory + ": exists already");
    assertThat(mine).exists();
  }
}
