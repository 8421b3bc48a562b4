package org.buckytools.cli;

import java.io.IOException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MetricFilter;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.Address;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.MovePolicy;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.console.Console;

/** {@code bucky rebalance}: brings metrics to the hosts that own them. */
final class RebalanceCommand implements Command {
  private static final String TITLE = "bucky rebalance";

  private final Arg<List<Address>> extra;
  private final Arg<Boolean> delete;
  private final Arg<Boolean> heal;
  private final Arg<Optional<String>> destinations;
  private final Arg<List<String>> without;
  private final MetricFilter filter;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  RebalanceCommand(Syntax syntax) {
    syntax
        .description(
            "Fills every metric that is on a host that does not own it into its owners, and with"
                + " --delete removes it there once all of them have it, while carbon writes and"
                + " without losing a point. Running it again is safe and ends with \"balanced\".",
            "The exit code is 3 if some metrics failed; they stay where they are.")
        .example("bucky rebalance -h graphite1 --no-op", "prints what would be done")
        .example("bucky rebalance -h graphite1 --delete", "moves what is misplaced")
        .example("bucky rebalance -h graphite1 --delete old:4242", "drains a host, too");
    extra =
        syntax.parameters(
            new Kind<>(Address.class, "EXTRA-AGENT", Address::parse),
            0,
            "HOST[:PORT] of agents beside the ring, whose metrics are to go to it");
    delete = syntax.flag("--delete", "remove metrics where they do not belong");
    heal =
        syntax.flag(
            "--heal", "also create the replicas that owners lack, and fill them from each other");
    destinations =
        syntax.option(
            "--allowed-dsts",
            Kind.text("HOST:PORT;…"),
            "write to these agents only, parted by ; or ,; what others own is not removed");
    without = Joined.withoutOn(syntax);
    filter = MetricFilter.on(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    NameQuery query = filter.query();
    try (Joined joined = Joined.open(console, options, extra.value(), without.value());
        MoveFile moves = new MoveFile()) {
      MovePolicy policy =
          new MovePolicy(heal.value(), delete.value(), destinations(), joined.others());
      try (PlacedNames names =
          PlacedNames.open(
              joined.holders(query, options.force()),
              joined.participants().ring().ring(),
              routing.names())) {
        while (names.next()) {
          Optional<Move> move = policy.of(names);
          if (move.isPresent()) {
            moves.add(move.get());
          }
        }
      }
      if (moves.count() == 0) {
        console.message(TITLE + ": cluster is balanced");
        return ExitCode.OK;
      }
      return new MoveRun(console, TITLE, moving, json.wanted(), joined.everybody())
          .run(moves, moving.settings(options.workers()));
    }
  }

  private Set<String> destinations() {
    return destinations
        .value()
        .<Set<String>>map(
            list ->
                new HashSet<>(
                    Arrays.stream(list.split("[;,]"))
                        .map(one -> Address.parse(one.strip()).toString())
                        .toList()))
        .orElse(Set.of());
  }
}
