package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Screen;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final Screen screen = new Screen();
  private final Failures failures = new Failures(screen.console(), false);

  @Test
  void wordsWhatTheFileSystemSays() {
    assertThat(Failures.message(new NoSuchFileException("a.wsp")))
        .isEqualTo("a.wsp: no such file or directory");
    assertThat(Failures.message(new AccessDeniedException("a.wsp")))
        .isEqualTo("a.wsp: permission denied");
    assertThat(Failures.message(new FileSystemException("a", "b", "No space left on device")))
        .isEqualTo("a -> b: No space left on device");
    assertThat(Failures.message(new UncheckedIOException(new IOException("a: is broken"))))
        .isEqualTo("a: is broken");
  }

  /** Metrics are named by whoever sends them. */
  @Test
  void namesCannotMoveTheCursorOrForgeALine() {
    assertThat(Failures.message(new NoSuchFileException("a\n\033[31m.wsp")))
        .isEqualTo("a\\u000a\\u001b[31m.wsp: no such file or directory");
  }

  @Test
  void choosesTheExitCode() {
    assertThat(failures.report("bucky fill", new IOException("a: is broken")))
        .isEqualTo(ExitCode.FAILED);
    assertThat(failures.report("bucky fill", new UsageException("wrong")))
        .isEqualTo(ExitCode.USAGE);
    assertThat(failures.report("bucky fill", new InterruptedException()))
        .isEqualTo(ExitCode.INTERRUPTED);

    assertThat(screen.err())
        .isEqualTo(
            """
            bucky fill: a: is broken
            bucky fill: wrong
            Try 'bucky fill --help'.
            bucky fill: interrupted
            """);
  }

  @Test
  void ownsUpToItsOwnFaults() {
    assertThat(failures.report("bucky", new IllegalStateException("never")))
        .isEqualTo(ExitCode.FAILED);

    assertThat(screen.err())
        .isEqualTo(
            "bucky: internal error: java.lang.IllegalStateException: never"
                + " (--debug shows where; please report it)\n");
  }

  @Test
  void showsTheTraceWhenAsked() {
    new Failures(screen.console(), true).report("bucky", new IOException("broken"));

    assertThat(screen.err()).startsWith("bucky: broken\njava.io.IOException: broken\n\tat ");
  }

  @Test
  void saysWhatToDoWhereMemoryIsNotEnough() {
    Exception died = new IllegalStateException("a worker died", new OutOfMemoryError("heap"));
    assertThat(Failures.message(died))
        .startsWith("Java's memory is not enough for this: ")
        .contains("BUCKY_JAVA_OPTS=-Xmx", "--workers");
    assertThat(Failures.message(new IllegalStateException("other"))).startsWith("internal error: ");
  }
}
