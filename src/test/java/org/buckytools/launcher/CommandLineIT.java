package org.buckytools.launcher;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line as a whole: help, mistakes, exit codes, broken outputs. */
class CommandLineIT {

  @TempDir Path folder;

  @Test
  void noArgumentsAreAMistakeAnsweredWithTheHelp() {
    Run.bucky().go().exits(2).printsNothing().says("Usage: bucky COMMAND", "Files", "Try it");
  }

  @Test
  void helpIsData() {
    Run.bucky("--help").go().exits(0).saysNothing().prints("Usage: bucky COMMAND", "completion");
    Run.bucky("help", "completion").go().exits(0).prints("Usage: bucky completion");
  }

  @Test
  void versionIsThatOfTheJar() {
    Run.bucky("--version").go().exits(0).saysNothing().printsVersion();
  }

  @TestFactory
  Stream<DynamicTest> everyCommandTeachesWithAnExample() {
    return Run.bucky("--help")
        .go()
        .out()
        .lines()
        .filter(line -> line.matches("  [a-z].*"))
        .map(line -> line.strip().split(" ")[0])
        .map(
            command ->
                DynamicTest.dynamicTest(
                    command,
                    () ->
                        Run.bucky(command, "--help")
                            .go()
                            .exits(0)
                            .saysNothing()
                            .prints("Usage: bucky " + command, "Examples:\n", "  bucky ")));
  }

  @Test
  void anUnknownCommandIsAnsweredWithAGuess() {
    Run.bucky("completoin", "bash")
        .go()
        .exits(2)
        .printsNothing()
        .says("bucky: unknown command 'completoin'; did you mean completion?", "bucky --help");
  }

  @Test
  void anUnknownOptionIsAnsweredWithAGuess() {
    Run.bucky("fill", "--recursiv", "a", "b")
        .go()
        .exits(2)
        .printsNothing()
        .says("bucky fill: unknown option '--recursiv'; did you mean --recursive?");
  }

  @Test
  void aMissingArgumentIsNamed() {
    Run.bucky("completion").go().exits(2).says("bucky completion: SHELL is missing");
  }

  @Test
  void aFailureIsToldWithoutATrace() {
    Path missing = folder.resolve("missing.wsp");
    Run.Outcome outcome =
        Run.bucky("fill", missing.toString(), folder.resolve("b.wsp").toString()).go();

    outcome.exits(1).printsNothing().says("bucky fill: ", missing.toString());
    Assertions.assertThat(outcome.err()).hasLineCount(1);
  }

  @Test
  void debugShowsWhereAFailureArose() {
    String missing = folder.resolve("missing.wsp").toString();
    Run.bucky("fill", "--debug", missing, missing + "2").go().exits(1).says("\tat org.buckytools.");
    Run.bucky("--debug", "fill", missing, missing + "2").go().exits(1).says("\tat org.buckytools.");
    Run.bucky("fill", missing, missing + "2")
        .with("BUCKY_DEBUG", 1)
        .go()
        .exits(1)
        .says("\tat org.buckytools.");
  }

  @Test
  void aReaderThatGoesAwayIsNoNews() {
    Run.of("sh", "-c", "'" + Run.launcher() + "' completion bash | head -n 1")
        .go()
        .exits(0)
        .saysNothing()
        .prints("bash");
  }

  @Test
  void outputThatCannotBeWrittenIsAFailure() {
    Run.Outcome outcome =
        Run.of("sh", "-c", "'" + Run.launcher() + "' completion bash >/dev/full").go();

    outcome.exits(1).says("bucky completion: standard output: No space left on device");
    Assertions.assertThat(outcome.err()).hasLineCount(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"<&-", "<&- >&-", "<&- >&- 2>&-"})
  void aClosedStreamIsNotAnotherFile(String closed) {
    Run.Outcome outcome =
        Run.of("sh", "-c", "'" + Run.launcher() + "' info - " + closed).go().exits(1);

    outcome.printsNothing();
    if (!closed.contains("2>&-")) {
      outcome.says("standard input: Bad file descriptor");
    }
  }

  @ParameterizedTest
  @CsvSource({"027, rw-r-----", "002, rw-rw-r--", "077, rw-------"})
  void aNewFileObeysTheUmask(String umask, String permissions) throws Exception {
    Run.of("sh", "-c", "umask " + umask + "; '" + Run.launcher() + "' create new.wsp 1m:1d")
        .in(folder)
        .go()
        .exits(0);

    Assertions.assertThat(Files.getPosixFilePermissions(folder.resolve("new.wsp")))
        .isEqualTo(PosixFilePermissions.fromString(permissions));
  }

  @Test
  void fileNamesAreReadInAnyLocale() throws Exception {
    Path name = folder.resolve("é ü.wsp");
    Files.writeString(name, "");

    Run.bucky("fill", name.toString(), name + "2")
        .with("LC_ALL", "C")
        .go()
        .exits(1)
        .says("é ü.wsp");
  }
}
