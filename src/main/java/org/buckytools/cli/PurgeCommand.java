package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.buckytools.backup.BackupReport;
import org.buckytools.backup.Purge;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.store.DryRunStore;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky purge}: removes backups of metrics that are no longer on disk. */
final class PurgeCommand implements Command {
  private static final int USUAL_DAYS = 45;
  private static final int MOST_DAYS = 100_000;

  private final StoreOption store;
  private final Arg<Path> prefix;
  private final Arg<Integer> days;
  private final Arg<Boolean> noop;
  private final JsonOption json;
  private final CronOptions cron;

  PurgeCommand(Syntax syntax) {
    syntax
        .description(
            "Removes versions of metrics that are no longer in the tree, if they are older than"
                + " --days. A metric whose directory cannot be read counts as there. A tree without"
                + " any metric is refused.")
        .example("bucky purge --store /backups/host1 --days 90", "forgets what left 90 days ago");
    store = StoreOption.on(syntax);
    prefix = WhisperTree.prefixOn(syntax, "the tree");
    days =
        syntax.option(
            "-x, --days",
            Kind.number("DAYS", -1, MOST_DAYS),
            USUAL_DAYS,
            "how old versions must be, 0 for all, -1 for none; by default " + USUAL_DAYS);
    noop = syntax.flag("-n, --noop", "remove nothing; says what would be removed");
    json = JsonOption.forSummary(syntax);
    cron = new CronOptions(syntax, Splay.usual(), noop::value);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    StoreLocation location = store.location(console);
    return cron.run(console, location, (log, progress) -> purge(console, location, log, progress));
  }

  private ExitCode purge(Console console, StoreLocation location, RunLog log, ProgressLine progress)
      throws IOException {
    MetricChoice chosen = store.metrics(console);
    BackupMessages messages = new BackupMessages("bucky purge", log);
    BackupReport report;
    try (Store opened = noop.value() ? new DryRunStore(location.open()) : location.open()) {
      report =
          new Purge(opened, Clock.systemUTC(), messages, progress)
              .run(
                  prefix.value(),
                  store.storagePath(),
                  chosen,
                  Duration.ofDays(days.value()),
                  cron.alone());
    }
    String summary =
        (noop.value() ? "(no-op) " : "") + Count.of(report.purged(), "version") + " purged";
    if (json.wanted()) {
      print(console, report);
    }
    if (report.failed() == 0) {
      log.info(summary);
      return messages.missing(chosen, ExitCode.OK);
    }
    log.warn(summary + ", " + Count.of(report.failed(), "metric") + " FAILED");
    return report.purged() == 0 ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static void print(Console console, BackupReport report) {
    try (Json json = Json.compact(console)) {
      json.object()
          .field("purged", report.purged())
          .field("leftovers", report.orphans())
          .field("passedOver", report.passedOver())
          .field("failed", report.failed())
          .end();
    }
  }
}
