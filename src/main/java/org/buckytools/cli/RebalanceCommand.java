package org.buckytools.cli;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.Address;
import org.buckytools.cluster.plan.MovePolicy;
import org.buckytools.console.Console;

/** {@code bucky rebalance}: brings metrics to the hosts that own them. */
final class RebalanceCommand implements Command {
  private final Arg<List<Address>> extra;
  private final Arg<Boolean> delete;
  private final Arg<Boolean> heal;
  private final Arg<Optional<String>> destinations;
  private final MisplacedMoves moves;

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
    syntax.flag(
        "--ignore404", "nothing: a metric that has gone meanwhile is no failure in any case");
    moves = new MisplacedMoves(syntax, "bucky rebalance", ClusterOptions::withTransfers);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    return moves.run(
        console,
        extra.value(),
        others -> new MovePolicy(heal.value(), delete.value(), destinations(others), others),
        "cluster is balanced",
        settings -> settings);
  }

  /**
   * The agents that may be written. One that is none would be taken for a reason to move nothing.
   *
   * @param members HOST:PORT by host
   */
  private Set<String> destinations(Map<String, String> members) {
    Set<String> addresses = new HashSet<>();
    for (String one : destinations.value().orElse("").split("[;,]")) {
      String given = one.strip();
      if (given.isEmpty()) {
        continue;
      }
      String address =
          members.containsKey(given) ? members.get(given) : Address.parse(given).toString();
      if (!members.containsValue(address)) {
        throw new UsageException(
            "--allowed-dsts: "
                + given
                + " is no member of the ring that takes part; those are "
                + members.values().stream().sorted().collect(Collectors.joining(", ")));
      }
      addresses.add(address);
    }
    return addresses;
  }
}
