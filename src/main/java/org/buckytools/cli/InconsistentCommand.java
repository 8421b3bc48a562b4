package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Agreement;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.MemberHolder;
import org.buckytools.cluster.plan.Holder;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.MisplacedReport;
import org.buckytools.console.ProgressLine;

/** {@code bucky inconsistent}: which metrics are where they should not be. */
final class InconsistentCommand implements Command {
  private static final String TITLE = "bucky inconsistent";

  private final NameSelection selection;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  InconsistentCommand(Syntax syntax) {
    syntax
        .description(
            "Prints HOST:PORT: NAME for each metric that is on a host that does not own it by the"
                + " ring. carbon's own metrics are nowhere misplaced, nor are tagged series stored"
                + " under their hash, unless --series lists them. bucky rebalance moves what is"
                + " misplaced.",
            "The exit code is 4 if there is any, and 3 if a host cannot be asked.")
        .example("bucky inconsistent -h graphite1", "looks at graphite1's whole cluster")
        .example("bucky inconsistent -s -h graphite1 --json", "one host's, as JSON")
        .example("bucky inconsistent -r '^servers\\.'", "those a regular expression is in");
    selection = NameSelection.orAll(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    NameQuery query = selection.query(console);
    try (Cluster cluster = options.cluster(console)) {
      Agreement agreement = cluster.agreement();
      for (Agreement.Difference difference : agreement.differences()) {
        console.message(
            TITLE + ": " + difference.member() + " has another ring: " + difference.what());
      }
      List<Member> members = cluster.sound();
      long[] misplaced = new long[members.size()];
      if (!members.isEmpty()) {
        print(console, agreement, members, query, misplaced);
      }
      long all = 0;
      for (int i = 0; i < misplaced.length; i++) {
        all += misplaced[i];
        if (misplaced[i] > 0) {
          console.message(
              TITLE
                  + ": "
                  + Count.of(misplaced[i], "inconsistent metric")
                  + " found on "
                  + members.get(i));
        }
      }
      ExitCode hosts = HostFailures.tell(console, TITLE, cluster);
      if (hosts != ExitCode.OK) {
        return hosts;
      }
      if (all == 0) {
        console.message(TITLE + ": no inconsistent metrics found");
      }
      return all == 0 && agreement.isReached() ? ExitCode.OK : ExitCode.PROBLEMS;
    }
  }

  private void print(
      Console console, Agreement agreement, List<Member> members, NameQuery query, long[] misplaced)
      throws IOException, InterruptedException {
    List<Holder> holders =
        members.stream()
            .<Holder>map(member -> new MemberHolder(member, query, options.force()))
            .toList();
    List<String> addresses = members.stream().map(Member::address).toList();
    try (ProgressLine progress = ProgressLine.besideData(console, "metrics");
        MisplacedReport report = new MisplacedReport(console, json.wanted(), addresses);
        PlacedNames names = PlacedNames.open(holders, agreement.ring().ring(), routing.names())) {
      names.telling(progress);
      while (names.next()) {
        for (int i = 0; i < names.holders(); i++) {
          int holder = names.holder(i);
          if (!names.belongsTo(holder)) {
            report.print(addresses.get(holder), names.name().text());
            misplaced[holder]++;
          }
        }
      }
      report.end();
    }
  }
}
