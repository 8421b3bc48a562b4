package org.buckytools.cli;

import java.io.IOException;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.cluster.SpaceTree;
import org.buckytools.console.Console;
import org.buckytools.console.ProgressLine;
import org.buckytools.console.SpaceReport;

/** {@code bucky du}: how much space metrics take. */
final class DuCommand implements Command {
  private static final String TITLE = "bucky du";
  private static final int DEEPEST = 20;

  private final NameSelection names;
  private final ClusterOptions options;
  private final Arg<Integer> depth;
  private final JsonOption json;

  DuCommand(Syntax syntax) {
    syntax
        .description(
            "Prints how much space metrics take in the cluster, as a tree of what their names begin"
                + " with, the largest first. Sizes are those of the files on all hosts together; a"
                + " metric that several hosts have is counted once as a metric.")
        .example("bucky du", "what the whole cluster holds")
        .example("bucky du --depth 3 --glob 'servers.*'", "three levels of some of it")
        .example("bucky du -s -j -r '\\.cpu\\.'", "of one host, as JSON");
    names = NameSelection.orAll(syntax);
    depth =
        syntax.option(
            "--depth",
            Kind.number("N", 0, DEEPEST),
            1,
            "how many levels of the names to show; by default 1, 0 for the sum alone");
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    SpaceTree space = new SpaceTree(depth.value());
    Selected selected = Selected.read(console, names);
    try (Cluster cluster = options.cluster(console)) {
      try (ProgressLine progress = new ProgressLine(console, "metrics");
          Listing listing =
              Listing.open(
                  cluster, selected.query().withFields(), options.force(), options.workers())) {
        while (listing.next()) {
          long bytes = 0;
          for (int i = 0; i < listing.holders(); i++) {
            bytes += Math.max(0, listing.nameOf(i).size());
          }
          space.add(listing.name().text(), listing.holders(), bytes);
          progress.done(1, bytes);
        }
        listing.refused().forEach(line -> progress.message(TITLE + ": " + line));
      }
      SpaceReport report = new SpaceReport(space);
      if (json.wanted()) {
        report.printJson(console);
      } else {
        report.print(console);
      }
      return HostFailures.tell(console, TITLE, cluster);
    }
  }
}
