package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.plan.MovePolicy;
import org.buckytools.cluster.relocation.Settings.Mode;
import org.buckytools.console.Console;

/** {@code bucky delete-dont-belong}: removes what is misplaced and held by its owners. */
final class DeleteDontBelongCommand implements Command {
  private final Arg<Boolean> forced;
  private final MisplacedMoves moves;

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
    moves = new MisplacedMoves(syntax, "bucky delete-dont-belong", ClusterOptions::withOtherForce);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    Mode mode = forced.value() ? Mode.DELETE : Mode.DELETE_HELD;
    return moves.run(
        console,
        List.of(),
        others -> new MovePolicy(false, true, Set.of(), others),
        "every metric is where it belongs",
        settings -> settings.withMode(mode));
  }
}
