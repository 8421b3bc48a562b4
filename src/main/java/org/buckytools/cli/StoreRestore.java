package org.buckytools.cli;

import java.io.IOException;
import java.time.Clock;
import org.buckytools.backup.Restore;
import org.buckytools.backup.RestoreReport;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/**
 * Restores backups of a store and words how it went.
 *
 * @param chosen which metrics
 * @param json whether to print the counts
 */
record StoreRestore(StoreLocation location, MetricChoice chosen, boolean json) {
  private static final String TITLE = "bucky restore";

  /** The restore itself. */
  interface Run {
    RestoreReport run(Restore restore) throws IOException, InterruptedException;
  }

  ExitCode run(Console console, Run run, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    BackupMessages messages = new BackupMessages(TITLE, log);
    RestoreReport report;
    try (Store opened = location.open()) {
      report = run.run(new Restore(opened, Clock.systemUTC(), messages, progress));
    }
    if (json) {
      print(console, report);
    }
    ExitCode code = messages.missing(chosen, tell(report, log));
    return report.done() == 0 && code != ExitCode.OK ? ExitCode.FAILED : code;
  }

  private ExitCode tell(RestoreReport report, RunLog log) {
    if (report.done() + report.failed() + report.elsewhere() == 0) {
      String none =
          report.none() == 0
              ? "there is no such backup in " + location
              : Count.of(report.none(), "metric in ", "metrics in ")
                  + location
                  + (report.none() == 1 ? " has" : " have")
                  + " no version so old";
      log.warn(TITLE + ": " + none);
      return ExitCode.FAILED;
    }
    if (report.failed() == 0) {
      log.info(summary(report));
      return ExitCode.OK;
    }
    log.warn(summary(report));
    return ExitCode.SOME_FAILED;
  }

  private static String summary(RestoreReport report) {
    return Summary.ofRestore(
            report.done() + report.failed(),
            report.created(),
            report.filled(),
            report.points(),
            report.unchanged())
        .add(report.older(), " from an older version")
        .add(report.elsewhere(), " of other hosts left out")
        .add(report.none(), " more without a version so old")
        .add(report.failed(), " FAILED")
        .toString();
  }

  private static void print(Console console, RestoreReport report) {
    try (Json json = Json.compact(console)) {
      json.object()
          .field("created", report.created())
          .field("filled", report.filled())
          .field("points", report.points())
          .field("unchanged", report.unchanged())
          .field("older", report.older())
          .field("elsewhere", report.elsewhere())
          .field("none", report.none())
          .field("failed", report.failed())
          .end();
    }
  }
}
