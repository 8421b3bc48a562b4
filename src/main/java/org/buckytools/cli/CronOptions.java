package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.buckytools.backup.RunLock;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.posix.SystemLog;
import org.buckytools.store.location.StoreLocation;

/** What makes a command behave when cron starts it: a pause, a lock, a log, a stamp. */
final class CronOptions {
  /** The work itself. */
  interface Work {
    ExitCode run(RunLog log, ProgressLine progress) throws IOException, InterruptedException;
  }

  private static final int USUAL_LOCK_TIMEOUT = 90;
  private static final String SYSLOG_VARIABLE = "BUCKY_SYSLOG_SOCKET";
  private static final int MOST_SECONDS = 7 * 86_400;

  private final Arg<Integer> splay;
  private final Arg<Optional<Path>> lockFile;
  private final Arg<Integer> lockTimeout;
  private final Arg<Boolean> noLock;
  private final Arg<Boolean> quiet;
  private final Arg<Optional<Path>> logFile;
  private final Arg<Boolean> syslog;
  private final Arg<Optional<Path>> stamp;
  private final Splay pause;
  private final BooleanSupplier dry;

  CronOptions(Syntax syntax) {
    this(syntax, Splay.usual(), () -> false);
  }

  /**
   * @param dry whether nothing is to be changed, so that nothing has been done in the end
   */
  CronOptions(Syntax syntax, Splay pause, BooleanSupplier dry) {
    this.pause = pause;
    this.dry = dry;
    Kind<Integer> seconds = Kind.number("SECONDS", 0, MOST_SECONDS);
    splay = syntax.option("--splay", seconds, 0, "first sleep a random time of up to so long");
    lockFile =
        syntax.option(
            "--lockfile",
            Kind.path("FILE"),
            "the file whose lock keeps other runs away; by default one in /var/tmp for each store");
    lockTimeout =
        syntax.option(
            "--locktimeout",
            seconds,
            USUAL_LOCK_TIMEOUT,
            "how long to wait for that lock; by default " + USUAL_LOCK_TIMEOUT + " seconds");
    noLock = syntax.flag("--nolock", "keep nobody away; leftovers younger than a day stay then");
    quiet = syntax.flag("-q, --quiet", "print only what is wrong");
    logFile = syntax.option("--logfile", Kind.path("FILE"), "append the messages to a file too");
    syslog = syntax.flag("--syslog", "send the messages to the system's log too");
    stamp =
        syntax.option(
            "--stamp", Kind.path("FILE"), "write the time into a file when all has gone well");
  }

  /** Whether no other run can be at work. */
  boolean alone() {
    return !noLock.value();
  }

  /** Does the work with all that the options ask for. */
  ExitCode run(Console console, StoreLocation store, Work work)
      throws IOException, InterruptedException {
    return run(console, lockFile.value().or(() -> Optional.of(usualLockFile(store))), work);
  }

  /** The same for work that only a lock file that is named keeps others away from. */
  ExitCode run(Console console, Work work) throws IOException, InterruptedException {
    return run(console, lockFile.value(), work);
  }

  private ExitCode run(Console console, Optional<Path> lock, Work work)
      throws IOException, InterruptedException {
    pause.upTo(splay.value());
    ExitCode code = logged(console, (log, progress) -> locked(lock, log, progress, work));
    if (code == ExitCode.OK && stamp.value().isPresent() && !dry.getAsBoolean()) {
      writeStamp(stamp.value().get().toAbsolutePath());
    }
    return code;
  }

  private ExitCode locked(Optional<Path> file, RunLog log, ProgressLine progress, Work work)
      throws IOException, InterruptedException {
    if (noLock.value() || file.isEmpty()) {
      return work.run(log, progress);
    }
    RunLock lock = RunLock.acquire(file.get(), Duration.ofSeconds(lockTimeout.value()));
    try {
      return work.run(log, progress);
    } finally {
      lock.close();
    }
  }

  private static Path usualLockFile(StoreLocation store) {
    String hash = Integer.toHexString(store.toString().hashCode());
    return Path.of("/var/tmp/bucky-backup-" + hash + ".lock");
  }

  private ExitCode logged(Console console, Work work) throws IOException, InterruptedException {
    try (ProgressLine progress = new ProgressLine(console, "metrics");
        RunLog log =
            new RunLog(
                progress, Clock.systemUTC(), quiet.value(), logFile.value(), systemLog(console))) {
      try {
        return work.run(log, progress);
      } catch (IOException failure) {
        // Whoever reads only a log must not take the run for one that is still going on.
        log.logged("failed: " + Failures.message(failure));
        throw failure;
      }
    }
  }

  private Optional<SystemLog> systemLog(Console console) {
    if (!syslog.value()) {
      return Optional.empty();
    }
    String socket = console.environment(SYSLOG_VARIABLE);
    return Optional.of(new SystemLog(socket.isEmpty() ? SystemLog.USUAL_SOCKET : socket, "bucky"));
  }

  // Whoever looks at the stamp sees the old one or the new one.
  private static void writeStamp(Path file) throws IOException {
    Path written;
    try {
      written = Files.createTempFile(file.getParent(), ".bucky-stamp", null);
    } catch (FileSystemException refused) {
      // Nobody knows that file's name.
      throw new IOException(file + " cannot be written: " + Failures.reason(refused), refused);
    }
    try {
      Files.writeString(written, Instant.now().truncatedTo(ChronoUnit.SECONDS) + "\n");
      Files.setPosixFilePermissions(written, PosixFilePermissions.fromString("rw-r--r--"));
      Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(written);
    }
  }
}
