package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RenameOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Copies;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.plan.Renaming;
import org.buckytools.console.Console;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Ring;

/** {@code bucky backfill}: fills metrics from others of another name. */
final class BackfillCommand implements Command {
  private static final String TITLE = "bucky backfill";

  private final RenameOptions renames;
  private final Arg<Boolean> delete;
  private final Arg<List<String>> without;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  BackfillCommand(Syntax syntax) {
    syntax
        .description(
            "Fills metrics from others of another name, as fill does: points that are there stay,"
                + " and the old metrics are not touched, but with --delete removed when all owners"
                + " of the new ones have what they hold. Several may be filled into one. The new"
                + " metrics are created on the hosts that own them.",
            "MAP is a file with a JSON object of old and new names; - reads it from stdin. With"
                + " --rename all metrics are renamed whose name a substitution changes.")
        .example("bucky backfill -h graphite1 renamed.json", "fills what the file names")
        .example(
            "bucky backfill -h g1 --rename 's/^web([0-9]+)\\./servers.web\\1./' --no-op",
            "prints what would be done");
    renames = RenameOptions.required(syntax);
    delete =
        syntax.flag(
            "--delete", "remove the old metrics, without losing what is still written to them");
    without = Joined.withoutOn(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    RenameOptions.Names names = renames.names(console);
    RoutedNames routed = routing.names();
    Renaming renaming = Renaming.within(names.map());
    try (Joined joined = Joined.open(console, options, List.of(), without.value());
        MoveFile moves = new MoveFile()) {
      Ring ring = joined.participants().ring().ring();
      Copies copies = new Copies(ring, routed, joined.others(), delete.value());
      ExitCode absent;
      try (PlacedNames found =
          PlacedNames.open(
              joined.holders(names.query(NameQuery.ALL), options.force()), ring, routed)) {
        absent =
            new RenamedMoves(console, TITLE, renames, names).add(found, renaming, copies, moves);
      }
      if (moves.count() == 0) {
        console.message(TITLE + ": there is nothing to fill");
        return absent == ExitCode.OK ? ExitCode.OK : ExitCode.FAILED;
      }
      ExitCode code =
          new MoveRun(console, TITLE, moving, json.wanted(), joined.everybody())
              .run(moves, moving.settings(options.workers()));
      return HostFailures.worse(absent, code);
    }
  }
}
