package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MetricFilter;
import org.buckytools.cli.options.RingOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.MemberHolder;
import org.buckytools.cluster.plan.Forecast;
import org.buckytools.cluster.plan.Holder;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.console.Console;
import org.buckytools.console.ForecastReport;
import org.buckytools.console.ProgressLine;

/** {@code bucky plan}: what going over to a ring would take. */
final class PlanCommand implements Command {
  private static final String TITLE = "bucky plan";
  private static final int USUAL_RATE = 50;
  private static final int MOST_RATE = 1_000_000;
  private static final double MEGABYTE = 1e6;

  private final RingOptions ring;
  private final Arg<Integer> rate;
  private final MetricFilter filter;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  PlanCommand(Syntax syntax) {
    syntax
        .description(
            "Prints what would have to move if the cluster went over to another ring: metrics and"
                + " bytes from each host to each other, what every host holds before and"
                + " afterwards, and how long that takes at a rate. Nothing is changed, and hosts"
                + " that are new need not be there yet.",
            "Without a ring it tells what bucky rebalance would move by the one the cluster has.")
        .example(
            "bucky plan -h g1 --hash carbon_ch --nodes g1,g2,g3,g4", "what a fourth host means")
        .example("bucky plan -h g1 --ring-from new.conf --rate 100", "a relay's ring, at 100 MB/s");
    ring = RingOptions.on(syntax);
    rate =
        syntax.option(
            "--rate",
            Kind.number("MB", 1, MOST_RATE),
            USUAL_RATE,
            "megabytes a second that each host can send and receive; by default " + USUAL_RATE);
    filter = MetricFilter.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
    syntax.check(this::check);
  }

  private void check() {
    if (options.single()) {
      throw new UsageException("a plan is of the whole cluster; leave --single out");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    try (Cluster cluster = options.cluster(console)) {
      NameQuery query = filter.query(console).withFields();
      List<Holder> holders =
          cluster.sound().stream()
              .<Holder>map(member -> new MemberHolder(member, query, options.force()))
              .toList();
      Forecast forecast;
      try (ProgressLine progress = new ProgressLine(console, "metrics");
          PlacedNames names =
              PlacedNames.open(
                  holders,
                  (ring.given() ? ring.read() : cluster.agreement().ring()).ring(),
                  routing.names())) {
        forecast = Forecast.of(names.telling(progress));
      }
      double bytesPerSecond = rate.value() * MEGABYTE;
      if (json.wanted()) {
        ForecastReport.printJson(console, forecast, bytesPerSecond);
      } else {
        ForecastReport.print(console, forecast, bytesPerSecond);
      }
      return HostFailures.tell(console, TITLE, cluster);
    }
  }
}
