package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.MetricFilter;
import org.buckytools.cli.options.MoveOptions;
import org.buckytools.cli.options.RenameOptions;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.Address;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.Participants;
import org.buckytools.cluster.plan.Copies;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.plan.Renaming;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;

/** {@code bucky copy}: copies metrics from one cluster to another. */
final class CopyCommand implements Command {
  private static final String TITLE = "bucky copy";
  private static final Kind<Address> SEED =
      new Kind<>(Address.class, "HOST[:PORT]", Address::parse);

  private final Arg<Optional<Address>> from;
  private final Arg<Optional<Address>> to;
  private final RenameOptions renames;
  private final MetricFilter filter;
  private final MoveOptions moving;
  private final RoutingOptions routing;
  private final JsonOption json;
  private final ClusterOptions options;

  CopyCommand(Syntax syntax) {
    syntax
        .description(
            "Fills all metrics of a cluster, or those selected, into the hosts of another that own"
                + " them there. The first cluster is not changed. Points that the second has"
                + " stay.",
            "The agents of the second fetch by themselves where they were started with"
                + " --allow-agent for those of the first; otherwise the databases pass through"
                + " this program.",
            "MAP is a file with a JSON object of old and new names, and only these metrics are"
                + " copied; - reads it from stdin. With --rename only metrics are copied whose"
                + " name a substitution changes, under the other name. Several may be filled into"
                + " one.")
        .example("bucky copy --from old1 --to new1", "copies all that old1's cluster has")
        .example("bucky copy --from old1 --to new1 -r '^servers\\.' --journal j", "can be resumed")
        .example("bucky copy --from old1 --to new1 map.json", "copies and renames what is named")
        .example("bucky copy --from old1 --to new1 --rename 's/^/old./'", "prefixes all names");
    from = syntax.option("--from", SEED, "any agent of the cluster to read");
    to = syntax.option("--to", SEED, "any agent of the cluster to fill");
    renames = RenameOptions.optional(syntax);
    filter = MetricFilter.on(syntax);
    moving = MoveOptions.on(syntax);
    routing = RoutingOptions.on(syntax);
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.withTransfers(syntax);
    syntax.check(this::check);
  }

  private void check() {
    if (from.value().isEmpty() || to.value().isEmpty()) {
      throw new UsageException("give both --from and --to");
    }
    if (renames.isMap() && filter.isGiven()) {
      throw new UsageException(
          "MAP says which metrics; leave out either it or --regex, --glob and --list");
    }
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    RenameOptions.Names names = renames.names(console);
    RoutedNames routed = routing.names();
    try (Cluster source = Cluster.discover(from.value().get(), options.settings());
        Cluster target = Cluster.discover(to.value().get(), options.settings());
        MoveFile moves = new MoveFile()) {
      Participants readers = Participants.whole(source);
      Participants writers = Participants.whole(target);
      if (!renames.isGiven() && !areApart(readers, writers)) {
        throw new IOException(
            from.value().get()
                + " and "
                + to.value().get()
                + " are of one cluster, which has its metrics already; 'bucky rebalance' brings"
                + " them to their owners, and 'bucky backfill' to other names");
      }
      Copies copies = copies(writers, routed);
      ExitCode absent;
      NameQuery query =
          renames.isGiven() ? names.query(filter.query(console)) : filter.query(console);
      try (PlacedNames found =
          PlacedNames.open(
              readers.holders(query, options.force()), readers.ring().ring(), routed)) {
        if (renames.isGiven()) {
          Renaming renaming =
              areApart(readers, writers) ? Renaming.across() : Renaming.within(names.map());
          absent =
              new RenamedMoves(console, TITLE, renames, names).add(found, renaming, copies, moves);
        } else {
          absent = ExitCode.OK;
          add(console, found, copies, moves);
        }
      }
      if (moves.count() == 0) {
        console.message(TITLE + ": there is nothing to copy");
        return absent == ExitCode.OK ? ExitCode.OK : ExitCode.FAILED;
      }
      List<Member> everybody = new ArrayList<>(readers.all());
      everybody.addAll(writers.all());
      ExitCode code =
          new MoveRun(console, TITLE, moving, json.wanted(), everybody)
              .run(moves, moving.settings(options.workers()));
      return HostFailures.worse(absent, code);
    }
  }

  private Copies copies(Participants writers, RoutedNames routed) {
    Map<String, String> agents = new TreeMap<>();
    writers.members().forEach(member -> agents.put(member.host(), member.address()));
    return new Copies(writers.ring().ring(), routed, agents);
  }

  private static boolean areApart(Participants readers, Participants writers) {
    return readers.all().stream().noneMatch(reader -> writers.at(reader.address()).isPresent());
  }

  private static void add(Console console, PlacedNames names, Copies copies, MoveFile moves)
      throws IOException {
    long unplaced = 0;
    try (ProgressLine progress = new ProgressLine(console, "metrics")) {
      names.telling(progress);
      while (names.next()) {
        Optional<Move> move =
            copies.into(MetricName.of(names.name().text()), Copies.sources(names));
        if (move.isPresent()) {
          moves.add(move.get());
        } else {
          unplaced++;
        }
      }
    }
    if (unplaced > 0) {
      console.message(
          TITLE + ": " + unplaced + " are left out: nobody can tell which hosts own them");
    }
  }
}
