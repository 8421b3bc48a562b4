package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.console.Console;
import org.buckytools.console.Printable;
import org.buckytools.metric.RoutedNames;

/** {@code bucky tar}: metrics of a cluster as a tar archive. */
final class TarCommand implements Command {
  private static final String TITLE = "bucky tar";

  private final NameSelection names;
  private final RoutingOptions routing;
  private final ClusterOptions options;

  TarCommand(Syntax syntax) {
    syntax
        .description(
            "Writes metrics of the cluster to standard output as a tar archive, sorted and each"
                + " once: from its owners, or if they fail from whoever else has it. Each file is"
                + " read at one moment, so carbon may keep writing.",
            "What fails is told by name, the rest is in the archive, and the exit code is 3. bucky"
                + " restore brings it back.")
        .example("bucky tar -r '^servers\\.web1\\.' > web1.tar", "archives all of a server")
        .example("bucky tar - < wanted.txt | zstd > wanted.tar.zst", "compressed, by a list");
    names = NameSelection.required(syntax);
    routing = RoutingOptions.ofFetching(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    TarOutput.check(console, TITLE);
    Selected selected = Selected.read(console, names);
    RoutedNames routed = routing.names();
    try (Cluster cluster = options.cluster(console);
        Listing listing =
            Listing.open(cluster, selected.query(), options.force(), options.workers())) {
      OwnersFirst owners = new OwnersFirst(cluster, routed);
      TarOutput output = new TarOutput(console, TITLE, cluster);
      ExitCode code =
          output.write(
              () -> {
                if (!listing.next()) {
                  return null;
                }
                Copies copies = owners.copies(listing);
                selected.named().take(copies.name().toString());
                return copies;
              },
              options.workers());
      listing.refused().forEach(line -> console.message(TITLE + ": " + line));
      List<String> missing = selected.named().missing();
      if (missing.isEmpty()) {
        return code;
      }
      missing.forEach(
          name -> console.message(TITLE + ": there is no metric " + Printable.of(name)));
      return code == ExitCode.OK ? ExitCode.SOME_FAILED : code;
    }
  }
}
