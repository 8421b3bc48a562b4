package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.MetricFilter;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.Address;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.MovePolicy;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.relocation.Settings;
import org.buckytools.console.Console;
import org.buckytools.console.MovesReport;
import org.buckytools.console.ProgressLine;

/**
 * What commands share that look for misplaced metrics and do something about them: their options
 * and the way from the plan to its end.
 */
final class MisplacedMoves {
  private final String title;
  private final Arg<List<String>> without;
  private final MetricFilter filter;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  /**
   * Adds the options.
   *
   * @param title of the command, such as {@code bucky rebalance}
   * @param cluster adds those of the cluster
   */
  MisplacedMoves(Syntax syntax, String title, Function<Syntax, ClusterOptions> cluster) {
    this.title = title;
    without = Joined.withoutOn(syntax);
    filter = MetricFilter.on(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = cluster.apply(syntax);
  }

  /**
   * Plans, and does what is planned or shows it.
   *
   * @param extra agents beside the ring
   * @param policy what is wanted, given HOST:PORT by host of those who may be written besides
   * @param nothing told if there is nothing to do
   * @param settings how to go about it
   */
  ExitCode run(
      Console console,
      List<Address> extra,
      Function<Map<String, String>, MovePolicy> policy,
      String nothing,
      UnaryOperator<Settings> settings)
      throws IOException, InterruptedException {
    try (Joined joined = Joined.open(console, options, extra, without.value());
        MoveFile moves = new MoveFile()) {
      MovesReport report = new MovesReport(console, json.wanted());
      // What is only shown needs not be kept.
      long count =
          moving.noop()
              ? plan(console, joined, policy.apply(joined.others()), report::print)
              : plan(console, joined, policy.apply(joined.others()), moves::add);
      if (count == 0) {
        console.message(title + ": " + nothing);
        return ExitCode.OK;
      }
      if (moving.noop()) {
        report.end();
        return ExitCode.OK;
      }
      return new MoveRun(console, title, moving, json.wanted(), joined.everybody())
          .run(moves, settings.apply(moving.settings(options.workers())));
    }
  }

  /** Takes moves, one after the other. */
  private interface Taker {
    void take(Move move) throws IOException;
  }

  private long plan(Console console, Joined joined, MovePolicy policy, Taker moves)
      throws IOException, InterruptedException {
    try (ProgressLine progress =
            moving.noop()
                ? ProgressLine.besideData(console, "metrics")
                : new ProgressLine(console, "metrics");
        PlacedNames names =
            PlacedNames.open(
                joined.holders(filter.query(console), options.force()),
                joined.participants().ring().ring(),
                routing.names())) {
      long count = 0;
      names.telling(progress);
      while (names.next()) {
        Optional<Move> move = policy.of(names);
        if (move.isPresent()) {
          moves.take(move.get());
          count++;
        }
      }
      return count;
    }
  }
}
