package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.backup.Backup;
import org.buckytools.backup.BackupOptions;
import org.buckytools.backup.BackupReport;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.codec.Algorithm;
import org.buckytools.console.Console;
import org.buckytools.console.Json;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.store.DryRunStore;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky backup}: stores a version of each metric that has changed. */
final class BackupCommand implements Command {
  private static final int USUAL_RETENTION = 5;
  private static final int MOST = 100_000;

  private final StoreOption store;
  private final Arg<Path> prefix;
  private final Arg<Algorithm> algorithm;
  private final Arg<Integer> retention;
  private final Arg<Integer> purge;
  private final Arg<Boolean> noop;
  private final WorkersOption workers;
  private final LockTimeoutOption lockTimeout;
  private final StateFile state;
  private final JsonOption json;
  private final CronOptions cron;

  BackupCommand(Syntax syntax) {
    this(syntax, Splay.usual());
  }

  BackupCommand(Syntax syntax, Splay pause) {
    syntax
        .description(
            "Stores a version of each metric whose file is not the same as its last version. Each"
                + " file is read under its lock (WHISPER_LOCK_WRITES), so carbon may keep writing.",
            "A version is the compressed file and, written after it, its SHA-1; gunzip or zstd and"
                + " sha1sum are enough to restore by hand. The layout is whisper-backup's. A run"
                + " that dies leaves only complete versions, and the next removes its leftovers.")
        .example(
            "bucky backup --store /backups/host1 --splay 600 --quiet", "what a crontab may have")
        .example(
            "bucky backup --store file:///backups/host1 --algorithm zst -m 'servers.*'",
            "stores only what begins with servers, in the format of zstd");
    store = StoreOption.on(syntax);
    prefix = WhisperTree.prefixOn(syntax, "the tree to back up");
    algorithm =
        syntax.option(
            "-a, --algorithm",
            Kind.oneOf("FORMAT", Algorithm.class),
            Algorithm.GZ,
            "gz (the default), zst (zstd: smaller, much faster) or sz (framed snappy)");
    retention =
        syntax.option(
            "-r, --retention",
            Kind.number("N", 1, MOST),
            USUAL_RETENTION,
            "how many versions of each metric to keep; by default " + USUAL_RETENTION);
    purge =
        syntax.option(
            "-x, --purge",
            Kind.number("DAYS", -1, MOST),
            -1,
            "also remove versions older than so many days of metrics that are no longer on disk;"
                + " 0 for all their versions, -1 (the default) for none");
    noop = syntax.flag("-n, --noop", "change nothing in the store; says what would be stored");
    workers = WorkersOption.withProcesses(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    state = new StateFile(syntax);
    json = JsonOption.forSummary(syntax);
    cron = new CronOptions(syntax, pause, noop::value);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    StoreLocation location = store.location(console);
    return cron.run(console, location, (log, progress) -> backUp(console, location, log, progress));
  }

  private ExitCode backUp(
      Console console, StoreLocation location, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    MetricChoice chosen = store.metrics(console);
    BackupOptions options =
        new BackupOptions(
            store.storagePath(),
            chosen,
            algorithm.value(),
            retention.value(),
            Duration.ofDays(purge.value()),
            workers.count(),
            lockTimeout.value(),
            cron.alone(),
            noop.value() ? Optional.empty() : state.path(console, prefix.value()),
            state.isTrusted());
    BackupMessages messages = new BackupMessages("bucky backup", log);
    BackupReport report;
    try (Store opened = open(location)) {
      report =
          new Backup(opened, Clock.systemUTC(), messages, progress).run(prefix.value(), options);
    }
    ExitCode code = messages.missing(chosen, ExitCode.OK);
    if (report.done() + report.failed() == 0) {
      log.warn(
          "bucky backup: "
              + prefix.value()
              + ": no metric that is wanted is in it; is it the tree?");
      return ExitCode.FAILED;
    }
    if (json.wanted()) {
      print(console, report);
    }
    String summary = (noop.value() ? "(no-op) " : "") + BackupMessages.summary(report);
    if (report.failed() == 0) {
      log.info(summary);
      return code;
    }
    log.warn(summary);
    return report.done() == 0 ? ExitCode.FAILED : ExitCode.SOME_FAILED;
  }

  private static void print(Console console, BackupReport report) {
    try (Json json = Json.compact(console)) {
      json.object()
          .field("stored", report.stored())
          .field("unchanged", report.unchanged())
          .field("failed", report.failed())
          .field("passedOver", report.passedOver())
          .field("bytesRead", report.bytesRead())
          .field("bytesStored", report.bytesStored())
          .field("expired", report.expired())
          .field("purged", report.purged())
          .field("leftovers", report.orphans())
          .end();
    }
  }

  private Store open(StoreLocation location) throws IOException {
    return noop.value() ? new DryRunStore(location.open()) : location.open();
  }
}
