package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

  private final Screen screen = new Screen();

  private ExitCode run(String... arguments) {
    return new Bucky(screen.console()).run(List.of(arguments));
  }

  @Test
  void showsThatNothingIsMissingOrChanged() {
    assertThat(run("demo", "--metrics", "5")).isEqualTo(ExitCode.OK);

    assertThat(screen.out())
        .containsPattern("bucky fill -r west east: 5 files filled with [0-9,]+ points")
        .containsPattern("east: [0-9,]+ points checked, [0-9,]+ of them gained")
        .contains("missing of what either had: 0, changed: 0", "a second fill wrote 0 points");
    assertThat(screen.err()).isEmpty();
  }

  @Test
  void keepsTheFilesWhereItIsTold(@TempDir Path directory) {
    Path kept = directory.resolve("demo");

    assertThat(run("demo", "--metrics", "2", "--keep", kept.toString())).isEqualTo(ExitCode.OK);

    assertThat(kept.resolve("east/servers/web01/load.wsp")).isRegularFile();
    assertThat(screen.out()).contains("The files are in " + kept);
  }

  @Test
  void doesNotWorkInADirectoryThatExists(@TempDir Path directory) throws Exception {
    Path mine = Files.createFile(directory.resolve("mine"));

    assertThat(run("demo", "--keep", directory.toString())).isEqualTo(ExitCode.FAILED);

    assertThat(screen.err()).contains(directory + ": exists already");
    assertThat(mine).exists();
  }
}
