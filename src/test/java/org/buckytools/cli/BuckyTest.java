package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;

class BuckyTest {

  private final Screen screen = new Screen();

  private ExitCode run(String... arguments) {
    return new Bucky(screen.console()).run(List.of(arguments));
  }

  @Test
  void helpListsEveryCommandUnderItsHeading() {
    assertThat(run("--help")).isEqualTo(ExitCode.OK);

    assertThat(screen.out())
        .containsSubsequence("\nFiles\n", "  fill ", "\nTry it\n", "completion");
    for (CommandName name : CommandName.values()) {
      assertThat(screen.out()).containsPattern("\n  " + name.word() + " +" + name.summary() + "\n");
    }
    assertThat(screen.out().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void everyCommandIsDescribedInTheSameManner() {
    for (CommandName name : CommandName.values()) {
      assertThat(name.summary()).as(name.word()).matches("[a-z].*[^.]");
      String help = new CommandParser(name).picocli().usage(false);
      assertThat(help)
          .startsWith("Usage: bucky " + name.word())
          .containsSubsequence("\nExamples:\n", "bucky " + name.word());
      assertThat(help.substring(help.indexOf("Examples:")).lines().skip(1))
          .as("examples are short enough for their lines")
          .allMatch(line -> line.startsWith("  "));
      assertThat(help).as("markup and formats are not left in").doesNotContain("%%", "%n", "@|");
    }
  }

  @Test
  void commandsAreGuessedByTheirBeginningAndByTypingErrors() {
    assertThat(run("sanitty")).isEqualTo(ExitCode.USAGE);
    assertThat(run("compl")).isEqualTo(ExitCode.USAGE);
    assertThat(run("xyzzy")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("unknown command 'sanitty'; did you mean sanity?")
        .contains("unknown command 'compl'; did you mean completion?")
        .contains("unknown command 'xyzzy'\n");
  }

  @Test
  void longOptionsWithOneDashAreNotTakenForShortOnes() {
    assertThat(run("agent", "-prefix", "/data", "a")).isEqualTo(ExitCode.USAGE);
    assertThat(run("list", "-host=g1", "x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("list", "-help")).isEqualTo(ExitCode.USAGE);
    // Behind a lone -- nothing is an option.
    assertThat(run("json", "--", "-help")).isEqualTo(ExitCode.OK);

    assertThat(screen.err().lines().filter(line -> line.startsWith("bucky ")))
        .containsExactly(
            "bucky agent: '-prefix' has one dash; long options have two: --prefix",
            "bucky list: '-host=g1' has one dash; long options have two: --host=g1",
            "bucky list: '-help' has one dash; long options have two: --help");
    assertThat(screen.out()).isEqualTo("[\"-help\"]\n");
  }

  @Test
  void wordsOfOtherProgramsAreToldWithOurs() {
    assertThat(run("backup", "-q", "--nolog")).isEqualTo(ExitCode.USAGE);
    assertThat(run("backup", "--bucket=x", "disk")).isEqualTo(ExitCode.USAGE);
    assertThat(run("purge", "swift")).isEqualTo(ExitCode.USAGE);
    assertThat(run("rebalance", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(run("list", "--dry-run")).isEqualTo(ExitCode.USAGE);
    assertThat(run("version")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err().lines().filter(line -> line.startsWith("bucky")))
        .satisfiesExactly(
            line -> assertThat(line).endsWith("so leave it out"),
            line -> assertThat(line).contains("unknown option '--bucket=x'; ", "--store"),
            line -> assertThat(line).contains("unexpected argument 'swift'; ", "--store"),
            line -> assertThat(line).endsWith("did you mean --no-op?"),
            line -> assertThat(line).endsWith("unknown option '--dry-run'"),
            line -> assertThat(line).endsWith("did you mean --version?"));
  }

  @Test
  void aWrongOneOfSeveralParametersIsToldWithItsReason() {
    assertThat(run("agent", "a:x")).isEqualTo(ExitCode.USAGE);
    assertThat(run("rebalance", "a:99999")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("'x' is no port")
        .contains("bucky rebalance: EXTRA-AGENT: 99999 is no port from 1 to 65535\n");
  }

  @Test
  void optionsBeforeACommandAreThoseOfTheProgram() {
    assertThat(run("--recursive", "fill")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .isEqualTo("bucky: unknown option '--recursive'\nTry 'bucky --help'.\n");
  }

  @Test
  void severalRunSideBySide() throws InterruptedException {
    Screen[] screens = new Screen[8];
    Thread[] threads = new Thread[screens.length];
    for (int i = 0; i < screens.length; i++) {
      screens[i] = new Screen();
      Bucky bucky = new Bucky(screens[i].console());
      threads[i] = Thread.ofPlatform().start(() -> bucky.run(List.of("completion", "bash")));
    }
    for (Thread thread : threads) {
      thread.join();
    }

    assertThat(screens).extracting(Screen::out).allMatch(out -> out.equals(screens[0].out()));
    assertThat(screens[0].out()).contains("_complete_bucky");
  }
}
