package org.buckytools.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.Printable;

/** Turns what was thrown into a message and an exit code. The one place that does. */
final class Failures {

  private final Console console;
  private final boolean debug;

  Failures(Console console, boolean debug) {
    this.console = console;
    this.debug = debug;
  }

  /**
   * Prints what went wrong.
   *
   * @param title which command failed, such as {@code bucky fill}
   * @param thrown what it threw
   * @return the exit code for it
   */
  ExitCode report(String title, Exception thrown) {
    if (thrown instanceof Console.OutputException output && output.readerGone()) {
      return ExitCode.FAILED;
    }
    if (thrown instanceof InterruptedException) {
      console.message(title + ": interrupted");
      return ExitCode.INTERRUPTED;
    }
    console.message(title + ": " + message(thrown));
    if (debug) {
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace, true));
      console.message(trace.toString().stripTrailing());
    }
    if (thrown instanceof UsageException) {
      console.message("Try '" + title + " --help'.");
      return ExitCode.USAGE;
    }
    return ExitCode.FAILED;
  }

  /**
   * Words an exception for the user. Also for commands that go on after an item has failed.
   *
   * @param thrown what was thrown
   * @return one line, without the control characters that names may hold
   */
  static String message(Exception thrown) {
    return Printable.of(words(thrown));
  }

  private static String words(Exception thrown) {
    return switch (thrown) {
      case Console.OutputException e -> e.getMessage();
      case UncheckedIOException e -> words(e.getCause());
      case FileSystemException e -> fileSystem(e);
      case IOException e when e.getMessage() != null -> e.getMessage();
      case UsageException e -> e.getMessage();
      case RuntimeException e when isForWantOfMemory(e) ->
          "Java's memory is not enough for this: give it more, as with BUCKY_JAVA_OPTS=-Xmx1g, or"
              + " work on fewer things at a time (--workers)";
      default -> "internal error: " + thrown + " (--debug shows where; please report it)";
    };
  }

  private static boolean isForWantOfMemory(Throwable thrown) {
    Throwable deepest = thrown;
    while (deepest.getCause() != null) {
      deepest = deepest.getCause();
    }
    return deepest instanceof OutOfMemoryError;
  }

  // The file system's own exceptions often say no more than the name of the file.
  private static String fileSystem(FileSystemException e) {
    String other = e.getOtherFile();
    return e.getFile() + (other == null ? "" : " -> " + other) + ": " + reason(e);
  }

  /** The reason alone, for who names another file. */
  static String reason(FileSystemException e) {
    String reason =
        switch (e) {
          case NoSuchFileException missing -> "no such file or directory";
          case FileAlreadyExistsException exists -> "exists already";
          case AccessDeniedException denied -> "permission denied";
          case NotDirectoryException file -> "is not a directory";
          case DirectoryNotEmptyException full -> "the directory is not empty";
          case FileSystemLoopException loop -> "a symbolic link leads back to a directory above";
          default -> null;
        };
    String more = e.getReason();
    if (reason == null || more != null) {
      reason = more == null ? e.getClass().getSimpleName() : more;
    }
    return reason;
  }
}
