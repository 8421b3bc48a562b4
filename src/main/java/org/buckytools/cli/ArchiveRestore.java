package org.buckytools.cli;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.buckytools.archive.ArchiveListener;
import org.buckytools.archive.RestoreJournal;
import org.buckytools.archive.Sink;
import org.buckytools.archive.TarReader;
import org.buckytools.archive.UnpackReport;
import org.buckytools.archive.Unpacking;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.console.Printable;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.RunLog;
import org.buckytools.metric.MetricName;

/**
 * Restores a tar archive and words how it went.
 *
 * @param archive a file, or - for standard input
 * @param under what to put before every metric's name, or nothing
 * @param chosen which metrics
 * @param journal the file that remembers what is done
 */
record ArchiveRestore(
    Path archive,
    Optional<MetricName> under,
    Predicate<String> chosen,
    int largest,
    int workers,
    Optional<Path> journal) {
  private static final String TITLE = "bucky restore: ";

  /** Whether it is standard input. */
  private boolean isInput() {
    return archive.toString().equals(InputNames.MARK);
  }

  /**
   * Restores.
   *
   * @param where to, in a word or two
   * @param sinks put the metrics there
   */
  ExitCode run(
      Console console, String where, Supplier<Sink> sinks, RunLog log, ProgressLine progress)
      throws IOException, InterruptedException {
    String name = isInput() ? "standard input" : Printable.of(archive.toString());
    String before = under.map(metric -> metric + ".").orElse("");
    UnpackReport report;
    try (InputStream in = isInput() ? console.in() : Files.newInputStream(archive);
        RestoreJournal notes = journal(name + " to " + where)) {
      TarReader reader =
          new TarReader(new BufferedInputStream(in, 1 << 16), name, largest, before, chosen);
      report = new Unpacking(workers, sinks, notes, new Messages(log), progress).run(reader);
    }
    if (report.broken() != null) {
      log.warn(TITLE + Failures.message(report.broken()));
    }
    return tell(report, name, log);
  }

  private RestoreJournal journal(String about) throws IOException {
    return journal.isEmpty() ? RestoreJournal.none() : RestoreJournal.open(journal.get(), about);
  }

  private static ExitCode tell(UnpackReport report, String name, RunLog log) {
    long bad = report.failed() + report.refused() + (report.broken() == null ? 0 : 1);
    if (bad + report.members() == 0) {
      log.warn(TITLE + "no metric that is wanted is in " + name);
      return ExitCode.FAILED;
    }
    if (report.broken() != null && report.members() == 0) {
      // It could not be read at all, which has been told.
      return ExitCode.FAILED;
    }
    if (bad == 0) {
      log.info(summary(report));
      return ExitCode.OK;
    }
    log.warn(summary(report));
    return EachItem.code(report.done() + report.before(), bad);
  }

  private static String summary(UnpackReport report) {
    return Summary.ofRestore(
            report.done() + report.failed(),
            report.created(),
            report.filled(),
            report.points(),
            report.unchanged())
        .add(report.before(), " done before")
        .add(report.elsewhere(), " of other hosts left out")
        .add(report.refused(), "member", " refused")
        .add(report.failed(), " FAILED")
        .text(report.broken() == null ? "" : "; what follows in the archive is NOT restored")
        .toString();
  }

  /** Names each member that is not restored, as it happens. */
  private record Messages(RunLog log) implements ArchiveListener {
    @Override
    public void refused(String member, String reason) {
      log.warn(TITLE + "refused: " + Printable.of(shortened(member)) + " " + Printable.of(reason));
    }

    @Override
    public void again(MetricName name) {
      log.warn(TITLE + name + " comes again; filled from all that come");
    }

    @Override
    public void failed(MetricName name, IOException failure) {
      if (failure instanceof NobodyLeftException) {
        return;
      }
      String message = Failures.message(failure);
      String path = name.path().toString();
      boolean named = message.contains(name.toString()) || message.contains(path);
      log.warn(TITLE + (named ? "" : name + ": ") + message);
    }

    private static String shortened(String name) {
      int longest = 300;
      return name.length() > longest ? name.substring(0, longest) + "…" : name;
    }
  }
}
