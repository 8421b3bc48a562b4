package org.buckytools.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.Locale;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.console.Console;
import org.buckytools.console.Json;
import org.buckytools.metric.NameCursor;

/** {@code bucky stat}: size and time of metrics' files. */
final class StatCommand implements Command {
  private static final String TITLE = "bucky stat";
  private static final double KIBI = 1024;

  private final NameSelection names;
  private final ClusterOptions options;
  private final Arg<Boolean> location;
  private final JsonOption json;

  StatCommand(Syntax syntax) {
    syntax
        .description(
            "Prints size, time of the last change and name of metrics' files, parted by tabs. A"
                + " metric that several hosts have is printed once, with the file changed last;"
                + " with -l every host's file is printed, HOST:PORT in front.")
        .example("bucky stat servers.web1.load", "one metric")
        .example("bucky stat -l --glob 'servers.web1.*'", "whatever each host has of them");
    names = NameSelection.required(syntax);
    location = syntax.flag("-l", "print the file of each host that has it");
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    Selected selected = Selected.read(console, names);
    long found = 0;
    try (Cluster cluster = options.cluster(console)) {
      try (Listing listing =
              Listing.open(
                  cluster, selected.query().withFields(), options.force(), options.workers());
          Json array = json.wanted() ? Json.indented(console).array() : null) {
        while (listing.next()) {
          found++;
          selected.named().take(listing.name().text());
          if (array != null) {
            printJson(array, listing);
          } else {
            print(console, listing);
          }
        }
        if (array != null) {
          array.end();
        }
        listing.refused().forEach(line -> console.message(TITLE + ": " + line));
      }
      ExitCode hosts = HostFailures.tell(console, TITLE, cluster);
      return HostFailures.worse(hosts, selected.tellMissing(console, TITLE, found));
    }
  }

  private void print(Console console, Listing listing) {
    if (!location.value()) {
      console.println(line(newest(listing)));
      return;
    }
    for (int i = 0; i < listing.holders(); i++) {
      console.println(listing.holder(i).address() + ": " + line(listing.nameOf(i)));
    }
  }

  private static NameCursor newest(Listing listing) {
    NameCursor newest = listing.name();
    for (int i = 1; i < listing.holders(); i++) {
      NameCursor other = listing.nameOf(i);
      newest = other.modified() > newest.modified() ? other : newest;
    }
    return newest;
  }

  private static String line(NameCursor name) {
    return String.format(
        Locale.ROOT,
        "%.2fKiB\t%s\t%s",
        name.size() / KIBI,
        Instant.ofEpochSecond(name.modified()),
        name.text());
  }

  private static void printJson(Json json, Listing listing) {
    NameCursor newest = newest(listing);
    json.object().field("metric", newest.text()).field("size", newest.size());
    json.field("modified", newest.modified()).array("copies");
    for (int i = 0; i < listing.holders(); i++) {
      json.object().field("server", listing.holder(i).address());
      json.field("size", listing.nameOf(i).size());
      json.field("modified", listing.nameOf(i).modified()).end();
    }
    json.end().end();
  }
}
