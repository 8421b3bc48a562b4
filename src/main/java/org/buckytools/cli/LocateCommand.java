package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.RingOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.Cluster;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.console.LocateReport;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.metric.TaggedSeries;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.RingDefinition;

/** {@code bucky locate}: who owns a metric. */
final class LocateCommand implements Command {

  private final Arg<List<String>> names;
  private final RingOptions ring;
  private final ClusterOptions options;
  private final RoutingOptions routing;
  private final JsonOption json;

  LocateCommand(Syntax syntax) {
    syntax
        .description(
            "Prints NAME => HOST for each metric, the owners in their order and joined by commas,"
                + " as the relay of the ring would route it. The ring is typed, or read from the"
                + " relay's configuration, and no host is asked; or else it is that of an agent.",
            "A tagged series is given as NAME;TAG=VALUE or under the name where it is stored. One"
                + " stored under its hash can be located only if --series lists it.")
        .example("bucky locate -h graphite1 servers.web1.load", "asks graphite1 for the ring")
        .example(
            "bucky locate --ring-from /etc/carbon/carbon.conf servers.web1.load",
            "asks the ring that carbon-relay has")
        .example(
            "bucky locate --hash fnv1a_ch --replicas 2 --nodes a:2003,b:2003,c:2003 -",
            "names from stdin, carbon-c-relay's ring, two owners each");
    names =
        syntax.parameters(
            Kind.text("NAME"), 1, "metrics or tagged series; - reads them from stdin");
    ring = RingOptions.on(syntax);
    routing = RoutingOptions.ofLocating(syntax);
    json = JsonOption.on(syntax);
    options = ClusterOptions.ofOne(syntax);
  }

  private RingDefinition ring(Console console) throws IOException, InterruptedException {
    if (ring.given()) {
      return ring.read();
    }
    try (Cluster one = Cluster.single(options.host(), options.settings())) {
      return one.ring();
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    Lookup lookup = ring(console).ring().lookup();
    RoutedNames routed = routing.names();
    long failed = 0;
    long located = 0;
    try (LocateReport report = new LocateReport(console, json.wanted())) {
      for (String name : InputNames.expand(console, names.value())) {
        try {
          if (locate(name, lookup, routed, report)) {
            located++;
          } else {
            failed++;
          }
        } catch (InvalidNameException e) {
          console.message("bucky locate: " + e.getMessage());
          failed++;
        }
      }
    }
    return EachItem.code(located, failed);
  }

  private static boolean locate(
      String name, Lookup lookup, RoutedNames routed, LocateReport report) {
    if (TaggedSeries.isOne(name)) {
      report.print(name, lookup.replicas(new TaggedSeries(name).text()));
      return true;
    }
    MetricName metric = MetricName.of(name);
    if (routed.isWrittenLocally(metric)) {
      report.printLocal(name);
      return true;
    }
    Optional<String> key = routed.routedBy(metric);
    if (key.isEmpty()) {
      report.printUnknown(name);
      return false;
    }
    report.print(name, lookup.replicas(key.get()));
    return true;
  }
}
