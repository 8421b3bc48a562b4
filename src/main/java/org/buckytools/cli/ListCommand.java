package org.buckytools.cli;

import java.io.IOException;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.AgentNames;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.cluster.Member;
import org.buckytools.console.Console;
import org.buckytools.console.Json;
import org.buckytools.console.ProgressLine;

/** {@code bucky list}: which metrics there are. */
final class ListCommand implements Command {
  private static final String TITLE = "bucky list";

  private final NameSelection names;
  private final ClusterOptions options;
  private final Arg<Boolean> location;
  private final JsonOption json;

  ListCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the names of all metrics in the cluster, or of those selected, sorted and each"
                + " once, however many hosts have it. With -l it prints HOST:PORT: NAME, where each"
                + " metric really is, host by host.",
            "If a host cannot be asked the others' metrics are printed and the exit code is 3.")
        .example("bucky list -h graphite1", "lists all metrics of graphite1's cluster")
        .example("bucky list -r '^servers\\.web[0-9]+\\.'", "those a regular expression is in")
        .example("bucky list -l -s --glob 'carbon.*'", "what one host has, with its name")
        .example("bucky list - < wanted.txt", "which of these metrics there are");
    names = NameSelection.orAll(syntax);
    location = syntax.flag("-l", "print on which host each metric really is");
    json = JsonOption.withShort(syntax);
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    NameQuery query = names.query(console);
    try (Cluster cluster = options.cluster(console)) {
      long printed =
          location.value() ? byHost(console, cluster, query) : merged(console, cluster, query);
      if (!query.equals(NameQuery.ALL)) {
        Selected.tellIfNone(console, TITLE, printed);
      }
      return HostFailures.tell(console, TITLE, cluster);
    }
  }

  private long merged(Console console, Cluster cluster, NameQuery query)
      throws IOException, InterruptedException {
    long printed = 0;
    try (ProgressLine progress = ProgressLine.besideData(console, "metrics");
        Listing listing = Listing.open(cluster, query, options.force(), options.workers())) {
      listing.telling(progress);
      if (json.wanted()) {
        try (Json array = Json.indented(console)) {
          array.array();
          while (listing.next()) {
            array.value(listing.name().text());
            printed++;
          }
          array.end();
        }
      } else {
        while (listing.next()) {
          console.println(listing.name().text());
          printed++;
        }
      }
      listing.refused().forEach(line -> progress.message(TITLE + ": " + line));
    }
    return printed;
  }

  private long byHost(Console console, Cluster cluster, NameQuery query)
      throws InterruptedException, IOException {
    long printed = 0;
    if (json.wanted()) {
      try (Json object = Json.indented(console)) {
        object.object();
        for (Member member : cluster.sound()) {
          object.array(member.address());
          printed += each(console, member, query, object::value);
          object.end();
        }
        object.end();
      }
      return printed;
    }
    for (Member member : cluster.sound()) {
      String address = member.address();
      printed += each(console, member, query, name -> console.println(address + ": " + name));
    }
    return printed;
  }

  private interface Printing {
    void print(String name);
  }

  private long each(Console console, Member member, NameQuery query, Printing printing)
      throws InterruptedException {
    long printed = 0;
    try (AgentNames listed = member.client().names(query, options.force())) {
      while (listed.next()) {
        printing.print(listed.text());
        printed++;
      }
      if (listed.refused() > 0) {
        console.message(
            TITLE + ": " + Listing.refused(member, listed.refused(), listed.refusedFirst()));
      }
    } catch (IOException e) {
      member.fail(e);
    }
    return printed;
  }
}
