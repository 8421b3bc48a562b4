package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Copies;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.plan.Renaming;
import org.buckytools.cluster.plan.Substitution;
import org.buckytools.console.Console;
import org.buckytools.console.InputMap;
import org.buckytools.console.Printable;
import org.buckytools.ring.Ring;

/** {@code bucky backfill}: fills metrics from others of another name. */
final class BackfillCommand implements Command {
  private static final String TITLE = "bucky backfill";
  private static final int MOST_SHOWN = 20;

  private final Arg<Optional<String>> map;
  private final Arg<Optional<Substitution>> rename;
  private final Arg<Boolean> ignoreMissing;
  private final Arg<List<String>> without;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  BackfillCommand(Syntax syntax) {
    syntax
        .description(
            "Fills metrics from others of another name, as fill does: points that are there stay,"
                + " and the old metrics are not touched. Several may be filled into one. The new"
                + " metrics are created on the hosts that own them.",
            "MAP is a file with a JSON object of old and new names; - reads it from stdin. With"
                + " --rename all metrics are renamed whose name a substitution changes.")
        .example("bucky backfill -h graphite1 renamed.json", "fills what the file names")
        .example(
            "bucky backfill -h g1 --rename 's/^web([0-9]+)\\./servers.web\\1./' --no-op",
            "prints what would be done");
    map = syntax.optionalParameter(Kind.text("MAP"), "the file, {\"OLD\": \"NEW\", …}, or -");
    rename =
        syntax.option(
            "--rename",
            new Kind<>(Substitution.class, "s/OLD/NEW/", Substitution::parse),
            "rename by a regular expression; \\1 is a group, & the match; flags g and i");
    ignoreMissing = syntax.flag("--ignore404", "old metrics that are nowhere are no failure");
    without = Joined.withoutOn(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.withTransfers(syntax);
    syntax.check(this::check);
  }

  private void check() {
    if (map.value().isPresent() == rename.value().isPresent()) {
      throw new UsageException("give either MAP or --rename");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    Map<String, String> names =
        map.value().isPresent() ? InputMap.read(console, map.value().get()) : Map.of();
    Renaming.check(names);
    NameQuery query =
        map.value().isPresent() ? NameQuery.among(new ArrayList<>(names.keySet())) : NameQuery.ALL;
    try (Joined joined = Joined.open(console, options, List.of(), without.value());
        MoveFile moves = new MoveFile()) {
      Ring ring = joined.participants().ring().ring();
      Renaming renaming = new Renaming();
      try (PlacedNames found =
          PlacedNames.open(joined.holders(query, options.force()), ring, routing.names())) {
        while (found.next()) {
          String name = found.name().text();
          Optional<String> target =
              rename.value().isPresent()
                  ? rename.value().get().of(name)
                  : Optional.ofNullable(names.get(name));
          if (target.isPresent()) {
            renaming.add(name, target.get(), Copies.sources(found));
          }
        }
      }
      TreeSet<String> unplaced = new TreeSet<>();
      renaming.moves(new Copies(ring, routing.names(), joined.others()), moves, unplaced);
      ExitCode absent = tell(console, renaming.missing(names), unplaced);
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

  private ExitCode tell(Console console, Map<String, String> missing, TreeSet<String> unplaced) {
    unplaced.forEach(
        name ->
            console.message(
                TITLE + ": " + Printable.of(name) + ": nobody can tell which hosts own it"));
    missing.keySet().stream()
        .sorted()
        .limit(MOST_SHOWN)
        .forEach(name -> console.message(TITLE + ": " + Printable.of(name) + ": is nowhere"));
    if (missing.size() > MOST_SHOWN) {
      console.message(TITLE + ": … and " + (missing.size() - MOST_SHOWN) + " more are nowhere");
    }
    boolean isWell = unplaced.isEmpty() && (missing.isEmpty() || ignoreMissing.value());
    return isWell ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
