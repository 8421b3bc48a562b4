package org.buckytools.console;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The messages of a long run: on standard error, where they do not disturb the progress line, and
 * in a log file, if there is one, with the time. Thread-safe.
 */
public final class RunLog implements AutoCloseable {
  private final ProgressLine progress;
  private final InstantSource clock;
  private final boolean quiet;
  private final Writer file;

  /**
   * Begins a log.
   *
   * @param progress the line to keep clear of
   * @param clock tells the times in the file
   * @param quiet print warnings only; the file gets all
   * @param path the file to append to
   * @throws IOException if the file cannot be written
   */
  public RunLog(ProgressLine progress, InstantSource clock, boolean quiet, Optional<Path> path)
      throws IOException {
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
    write(line);
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
    write(line);
  }

  /**
   * Writes to the file alone.
   *
   * @param line one line
   */
  public void file(String line) {
    write(line);
  }

  private synchronized void write(String line) {
    Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
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
