package org.buckytools.cli;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.console.Console;
import org.buckytools.metric.RoutedNames;

/** {@code bucky tar-dont-belong}: an archive of what is on hosts that do not own it. */
final class TarDontBelongCommand implements Command {
  private static final String TITLE = "bucky tar-dont-belong";

  private final NameSelection names;
  private final ClusterOptions options;
  private final RoutingOptions routing;

  TarDontBelongCommand(Syntax syntax) {
    syntax
        .description(
            "Writes to standard output a tar archive of the metrics that are on a host which does"
                + " not own them, as bucky inconsistent finds them: those files, not their owners'."
                + " One that is misplaced on several hosts is in the archive several times.",
            "Take it before such files are deleted. bucky restore fills them into their owners'"
                + " files.")
        .example("bucky tar-dont-belong > misplaced.tar", "archives all of them")
        .example("bucky tar-dont-belong -s -h graphite3 > x.tar", "those of one host");
    names = NameSelection.orAll(syntax);
    routing = RoutingOptions.on(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    TarOutput.check(console, TITLE);
    RoutedNames routed = routing.names();
    try (Cluster cluster = options.cluster(console);
        Listing listing =
            Listing.open(cluster, names.query(console), options.force(), options.workers())) {
      OwnersFirst owners = new OwnersFirst(cluster, routed);
      Deque<Copies> next = new ArrayDeque<>();
      return new TarOutput(console, TITLE, cluster)
          .writeAny(
              () -> {
                while (next.isEmpty() && listing.next()) {
                  next.addAll(owners.misplaced(listing));
                }
                return next.poll();
              },
              options.workers());
    }
  }
}
