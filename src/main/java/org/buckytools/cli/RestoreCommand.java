package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import org.buckytools.backup.Restore;
import org.buckytools.backup.RestoreOptions;
import org.buckytools.backup.RestoreReport;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.MaxSizeOption;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.Times;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky restore}: fills a tree from its backups. */
final class RestoreCommand implements Command {
  private final StoreOption store;
  private final Arg<Path> prefix;
  private final Arg<Long> date;
  private final Arg<Boolean> fallback;
  private final WorkersOption workers;
  private final MaxSizeOption maxSize;
  private final LockTimeoutOption lockTimeout;
  private final CronOptions cron;

  RestoreCommand(Syntax syntax) {
    syntax
        .description(
            "Restores metrics from a store into a tree. A file that is there is filled, as by"
                + " bucky fill: no point of it is lost. A missing one is created.",
            "Before anything is written a version must have the SHA-1 of its marker and be a sound"
                + " whisper file. A damaged version is reported and its metric left as it is,"
                + " unless --fallback lets an older one be used.")
        .example("bucky restore --store /backups/host1", "restores all there is")
        .example(
            "bucky restore --store /backups/host1 --date -2d -m 'web1.*' -p /tmp/then",
            "some metrics as they were two days ago, into another tree");
    store = StoreOption.on(syntax);
    prefix = WhisperTree.prefixOn(syntax, "the tree to restore into");
    date =
        syntax.option(
            "-c, --date",
            Times.kind(Clock.systemUTC()),
            Long.MAX_VALUE,
            "the last version until then; by default the newest");
    fallback = syntax.flag("--fallback", "use the next older sound version of a damaged one");
    workers = WorkersOption.withProcesses(syntax);
    maxSize = MaxSizeOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    cron = new CronOptions(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    StoreLocation location = store.location(console);
    return cron.run(console, location, (log, progress) -> restore(location, log, progress));
  }

  private ExitCode restore(StoreLocation location, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    RestoreOptions options =
        new RestoreOptions(
            store.storagePath(),
            store.metrics(),
            date.value(),
            fallback.value(),
            workers.count(),
            lockTimeout.value(),
            maxSize.bytes());
    RestoreReport report;
    try (Store opened = location.open()) {
      BackupMessages messages = new BackupMessages("bucky restore", log);
      report =
          new Restore(opened, Clock.systemUTC(), messages, progress).run(prefix.value(), options);
    }
    if (report.done() + report.failed() == 0) {
      log.warn("bucky restore: there is no such backup in " + location);
      return ExitCode.FAILED;
    }
    if (report.failed() == 0) {
      log.info(summary(report));
      return ExitCode.OK;
    }
    log.warn(summary(report));
    return report.done() == 0 ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static String summary(RestoreReport report) {
    StringBuilder text = new StringBuilder();
    text.append(report.done() + report.failed()).append(" metrics: ");
    text.append(report.created()).append(" created, ");
    text.append(report.filled()).append(" filled with ");
    text.append(report.points()).append(" points, ");
    text.append(report.unchanged()).append(" had all");
    if (report.older() > 0) {
      text.append(", ").append(report.older()).append(" from an older version");
    }
    if (report.none() > 0) {
      text.append(", ").append(report.none()).append(" more have no version so old");
    }
    if (report.failed() > 0) {
      text.append(", ").append(report.failed()).append(" FAILED");
    }
    return text.toString();
  }
}
