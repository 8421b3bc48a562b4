package org.buckytools.cli;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import org.buckytools.backup.Verify;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MaxSizeOption;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.WorkersOption;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky verify}: reads backups back and checks them. */
final class VerifyCommand implements Command {
  private static final String TITLE = "bucky verify";
  private static final int ALL = 100;

  private final StoreOption store;
  private final Arg<Integer> sample;
  private final WorkersOption workers;
  private final MaxSizeOption maxSize;
  private final JsonOption json;
  private final CronOptions cron;

  VerifyCommand(Syntax syntax) {
    syntax
        .description(
            "Reads every version back, or a sample, and checks that it has the SHA-1 of its marker"
                + " and is a sound whisper file. Changes nothing.",
            "The exit code is 0 if all is well and 4 if not; 1 if there is nothing to read.")
        .example("bucky verify --store /backups/host1", "reads all there is")
        .example("bucky verify --store /backups/host1 --sample 2", "reads one version in fifty");
    store = StoreOption.on(syntax);
    sample =
        syntax.option(
            "--sample",
            Kind.number("PERCENT", 1, ALL),
            ALL,
            "read only so many of a hundred versions, chosen at random");
    workers = WorkersOption.withProcesses(syntax);
    maxSize = MaxSizeOption.on(syntax);
    json = JsonOption.forSummary(syntax);
    cron = new CronOptions(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    StoreLocation location = store.location(console);
    return cron.run(console, location, (log, progress) -> verify(console, location, log, progress));
  }

  private ExitCode verify(
      Console console, StoreLocation location, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    MetricChoice chosen = store.metrics(console);
    Verify.Options options =
        new Verify.Options(
            store.storagePath(),
            chosen,
            sample.value() / (double) ALL,
            workers.count(),
            maxSize.bytes());
    BackupMessages messages = new BackupMessages(TITLE, log);
    Verify.Report report;
    try (Store opened = location.open()) {
      report = new Verify(opened, ThreadLocalRandom.current(), messages, progress).run(options);
    }
    if (json.wanted()) {
      print(console, report);
    }
    if (report.isEmpty()) {
      // A disk that is not mounted looks like that.
      log.warn(TITLE + ": there is no such backup in " + location);
      messages.missing(chosen, ExitCode.FAILED);
      return ExitCode.FAILED;
    }
    String summary =
        Count.of(report.sound(), "version is sound", "versions are sound")
            + count(report.damaged(), " damaged")
            + count(report.refused(), " name refused", " names refused")
            + count(report.unread(), " could not be read")
            + count(report.leftOut(), " not in the sample")
            + count(
                report.orphans(),
                " leftover, which the next backup removes",
                " leftovers, which the next backup removes");
    if (report.isSound()) {
      log.info(summary);
      return messages.missing(chosen, ExitCode.OK);
    }
    log.warn(summary);
    return ExitCode.PROBLEMS;
  }

  private static void print(Console console, Verify.Report report) {
    try (Json json = Json.compact(console)) {
      json.object()
          .field("sound", report.sound())
          .field("damaged", report.damaged())
          .field("refused", report.refused())
          .field("unread", report.unread())
          .field("leftovers", report.orphans())
          .field("leftOut", report.leftOut())
          .end();
    }
  }

  private static String count(long count, String one, String several) {
    return count(count, count == 1 ? one : several);
  }

  private static String count(long count, String what) {
    return count == 0 ? "" : ", " + count + what;
  }
}
