package org.buckytools.cli;

import java.io.IOException;
import java.io.OutputStream;
import org.buckytools.archive.Items;
import org.buckytools.archive.PackReport;
import org.buckytools.archive.Packing;
import org.buckytools.cli.options.UsageException;
import org.buckytools.cluster.Cluster;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.Sizes;

/** Writes metrics of a cluster to standard output as a tar archive, and words how it went. */
final class TarOutput {
  private final Console console;
  private final String title;
  private final Cluster cluster;

  /**
   * @param title of the command, such as {@code bucky tar}
   */
  TarOutput(Console console, String title, Cluster cluster) {
    this.console = console;
    this.title = title;
    this.cluster = cluster;
  }

  /** Refuses to write to a terminal. */
  static void check(Console console, String title) {
    if (console.dataIsRead()) {
      throw new UsageException(
          "an archive is not for a terminal; send it somewhere: " + title + " … > x.tar");
    }
  }

  /**
   * Writes all there are.
   *
   * @param workers how many metrics to fetch at a time
   */
  ExitCode write(Items<Copies> items, int workers) throws IOException, InterruptedException {
    return write(items, workers, false);
  }

  /** The same where it is fine if there are none. */
  ExitCode writeAny(Items<Copies> items, int workers) throws IOException, InterruptedException {
    return write(items, workers, true);
  }

  private ExitCode write(Items<Copies> items, int workers, boolean mayBeEmpty)
      throws IOException, InterruptedException {
    PackReport report;
    ClusterSource source;
    try (ProgressLine progress = ProgressLine.besideData(console, "metrics")) {
      Patience patience = new Patience(text -> progress.message(title + ": " + text));
      source = new ClusterSource(cluster, patience);
      Packing<Copies> packing =
          new Packing<>(
              workers,
              source,
              (copies, failure) -> {
                if (!(failure instanceof NobodyLeftException)) {
                  progress.message(title + ": " + message(copies, failure));
                }
              },
              progress);
      OutputStream out = console.data();
      report = packing.run(items, out);
    }
    return tell(report, source.unasked(), mayBeEmpty);
  }

  private static String message(Copies copies, IOException failure) {
    String message = Failures.message(failure);
    String name = copies.name().toString();
    return message.contains(name) ? message : name + ": " + message;
  }

  private ExitCode tell(PackReport report, long unasked, boolean mayBeEmpty) {
    ExitCode hosts = HostFailures.tell(console, title, cluster);
    if (report.done() + report.failed() == 0 && hosts == ExitCode.OK && !mayBeEmpty) {
      console.message(title + ": no metric is selected by that, so nothing is in the archive");
      return ExitCode.FAILED;
    }
    StringBuilder text = new StringBuilder();
    text.append(Count.of(report.done(), "metric")).append(", ");
    text.append(Sizes.bytes(report.bytes()));
    if (report.failed() > 0) {
      text.append("; ").append(report.failed()).append(" FAILED");
    }
    if (unasked > 0) {
      text.append(", ").append(unasked).append(" of them not asked for any more");
    }
    console.message(text.toString());
    ExitCode items = EachItem.code(report.done(), report.failed());
    return items == ExitCode.FAILED ? items : HostFailures.worse(hosts, items);
  }
}
