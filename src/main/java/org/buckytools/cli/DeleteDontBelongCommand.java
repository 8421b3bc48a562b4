package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.MetricFilter;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.MovePolicy;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.console.Console;

/** {@code bucky delete-dont-belong}: removes what is misplaced and held by its owners. */
final class DeleteDontBelongCommand implements Command {
  private static final String TITLE = "bucky delete-dont-belong";

  private final Arg<Boolean> forced;
  private final Arg<List<String>> without;
  private final MetricFilter filter;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  DeleteDontBelongCommand(Syntax syntax) {
    syntax
        .description(
            "Removes metrics from hosts that do not own them, but only where every owner holds at"
                + " least the same points: where filling the doomed file into the owner's would"
                + " write nothing. All others are kept, with the reason. bucky rebalance --delete"
                + " brings the points to the owners first.",
            "The exit code is 0 if metrics were kept, 3 if some could not be checked or removed.")
        .example("bucky delete-dont-belong -h graphite1 --no-op", "prints what is in question")
        .example("bucky delete-dont-belong -h graphite1", "removes what is held elsewhere")
        .example("bucky delete-dont-belong -h g1 --force", "removes it without asking owners");
    forced =
        syntax.flag("--force", "remove whatever is misplaced, though nobody else has its points");
    without = Joined.withoutOn(syntax);
    filter = MetricFilter.on(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.withOtherForce(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    try (Joined joined = Joined.open(console, options, List.of(), without.value());
        MoveFile moves = new MoveFile()) {
      MovePolicy policy = new MovePolicy(false, true, Set.of(), joined.others());
      try (PlacedNames names =
          PlacedNames.open(
              joined.holders(filter.query(), options.force()),
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
        console.message(TITLE + ": every metric is where it belongs");
        return ExitCode.OK;
      }
      Mode mode = forced.value() ? Mode.DELETE : Mode.DELETE_HELD;
      return new MoveRun(console, TITLE, moving, json.wanted(), joined.everybody())
          .run(moves, moving.settings(options.workers()).withMode(mode));
    }
  }
}
