package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.cluster.SideBySide;
import org.buckytools.console.Console;
import org.buckytools.console.Printable;
import org.buckytools.console.ProgressLine;
import org.buckytools.metric.GivenNames;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.TaggedSeries;

/** The metrics that a command works on one by one. */
final class Wanted {

  /** What is done with one of them, by several threads. */
  interface Work {
    void on(MetricName metric) throws IOException, InterruptedException;
  }

  private final String title;
  private final List<MetricName> metrics;
  private final int wrong;

  private Wanted(String title, List<MetricName> metrics, int wrong) {
    this.title = title;
    this.metrics = metrics;
    this.wrong = wrong;
  }

  /** Those given by name, or those there are if they are given by patterns. */
  static Wanted read(
      Console console, String title, NameSelection names, ClusterOptions options, Cluster cluster)
      throws IOException, InterruptedException {
    List<MetricName> metrics = new ArrayList<>();
    if (names.isOpen()) {
      try (Listing listing =
          Listing.open(cluster, names.query(console), options.force(), options.workers())) {
        while (listing.next()) {
          metrics.add(MetricName.of(listing.name().text()));
        }
        listing.refused().forEach(line -> console.message(title + ": " + line));
      }
      return new Wanted(title, metrics, 0);
    }
    int wrong = 0;
    List<String> series = new ArrayList<>();
    for (String name : names.names(console)) {
      if (TaggedSeries.isOne(name)) {
        series.add(name);
        continue;
      }
      try {
        metrics.add(MetricName.of(name));
      } catch (InvalidNameException e) {
        console.message(title + ": " + e.getMessage());
        wrong++;
      }
    }
    if (!series.isEmpty()) {
      List<String> missing = find(new GivenNames(series), metrics, options, cluster);
      missing.forEach(
          name -> console.message(title + ": " + Printable.of(name) + ": no such metric"));
      wrong += missing.size();
    }
    return new Wanted(title, metrics.stream().distinct().toList(), wrong);
  }

  /** Adds those of them that there are, under the names that they are stored by. */
  static List<String> find(
      GivenNames series, List<MetricName> metrics, ClusterOptions options, Cluster cluster)
      throws IOException, InterruptedException {
    NameQuery query = NameQuery.among(series.stored());
    try (Listing listing = Listing.open(cluster, query, options.force(), options.workers())) {
      while (listing.next()) {
        String name = listing.name().text();
        series.take(name);
        metrics.add(MetricName.of(name));
      }
    }
    return series.missing();
  }

  List<MetricName> metrics() {
    return metrics;
  }

  /** How many given names are none. */
  int wrong() {
    return wrong;
  }

  /**
   * Works on all of them; those that fail are told on standard error.
   *
   * @param printing whether the work prints data
   */
  ExitCode each(Console console, boolean printing, int workers, Work work)
      throws InterruptedException {
    Selected.tellIfNone(console, title, metrics.size() + wrong);
    try (ProgressLine progress =
            printing
                ? ProgressLine.besideData(console, "metrics")
                : new ProgressLine(console, "metrics");
        SideBySide threads = new SideBySide(workers)) {
      progress.expect(metrics.size(), 0);
      List<Optional<IOException>> results =
          threads.all(
              metrics,
              metric -> {
                try {
                  work.on(metric);
                  return Optional.empty();
                } catch (IOException e) {
                  progress.message(title + ": " + Failures.message(e));
                  return Optional.of(e);
                } finally {
                  progress.done(1, 0);
                }
              });
      long failed = wrong + results.stream().filter(Optional::isPresent).count();
      return EachItem.code(metrics.size() + wrong - failed, failed);
    }
  }
}
