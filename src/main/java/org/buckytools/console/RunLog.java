package org.buckytools.console;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.buckytools.posix.SystemLog;
import org.buckytools.posix.SystemLog.Severity;

/**
 * The messages of a long run: on standard error, where they do not disturb the progress line, in a
 * log file with the time, if there is one, and in the system's log, if that is wanted. Thread-safe.
 */
public final class RunLog implements AutoCloseable {
  private final ProgressLine progress;
  private final InstantSource clock;
  private final boolean quiet;
  private final Writer file;
  private final Optional<SystemLog> system;
  private boolean systemFailed;

  /**
   * Begins a log.
   *
   * @param progress the line to keep clear of
   * @param clock tells the times in the file
   * @param quiet print warnings only; the logs get all
   * @param path the file to append to
   * @param system the system's log; that it cannot be reached is told once and ends nothing
   * @throws IOException if the file cannot be written
   */
  public RunLog(
      ProgressLine progress,
      InstantSource clock,
      boolean quiet,
      Optional<Path> path,
      Optional<SystemLog> system)
      throws IOException {
    this.system = system;
    this.progress = progress;
    this.clock = clock;
    this.quiet = quiet;
    this.file =
        path.isEmpty()
            ? Writer.nullWriter()
            : Files.newBufferedWriter(
                path.get(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
  }

  /**
   * Tells what somebody should look at.
   *
   * @param line one line
   */
  public void warn(String line) {
    progress.message(line);
    log(Severity.WARNING, line);
  }

  /**
   * Tells what went well.
   *
   * @param line one line
   */
  public void info(String line) {
    if (!quiet) {
      progress.message(line);
    }
    log(Severity.INFO, line);
  }

  /**
   * Logs what somebody should look at and is printed elsewhere.
   *
   * @param line one line
   */
  public void logged(String line) {
    log(Severity.WARNING, line);
  }

  private synchronized void log(Severity severity, String line) {
    Instant time = clock.instant();
    if (system.isPresent() && !systemFailed) {
      try {
        system.get().send(severity, time.atZone(ZoneId.systemDefault()), line);
      } catch (IOException nobody) {
        systemFailed = true;
        progress.message("bucky: the system's log cannot be reached: " + nobody.getMessage());
      }
    }
    Instant now = time.truncatedTo(ChronoUnit.SECONDS);
    try {
      file.write(now + " " + line + "\n");
      file.flush();
    } catch (IOException full) {
      // What matters more than the log goes on; the same has been printed.
    }
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
