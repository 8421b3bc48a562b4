package org.buckytools.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.cli.options.RoutingOptions;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.client.AgentException;
import org.buckytools.client.Fetched;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Member;
import org.buckytools.cluster.Owners;
import org.buckytools.console.Console;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.posix.NewFile;

/** {@code bucky get}: databases out of the cluster, as they are. */
final class GetCommand implements Command {
  private static final String TITLE = "bucky get";
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String STDOUT = "-";

  private final NameSelection names;
  private final RoutingOptions routing;
  private final ClusterOptions options;
  private final Arg<Path> directory;
  private final Arg<Optional<String>> output;
  private final Arg<Boolean> overwrite;

  GetCommand(Syntax syntax) {
    syntax
        .description(
            "Fetches the databases of metrics and stores them where they would lie in a tree:"
                + " servers.web1.load as servers/web1/load.wsp. A metric's owners are asked first,"
                + " in their order; if one fails the next is asked, and the other hosts last.",
            "A file appears when it is complete and has the size and the digest that the agent"
                + " tells. Files that exist stay, unless --overwrite is given.")
        .example("bucky get -d /tmp/copy servers.web1.load", "stores servers/web1/load.wsp there")
        .example("bucky get -o load.wsp servers.web1.load", "stores it under that name")
        .example("bucky get -d /tmp/copy --glob 'servers.web1.*'", "all of a host");
    names = NameSelection.required(syntax);
    directory =
        syntax.option(
            "-d, --directory",
            Kind.path("DIR"),
            Path.of("."),
            "the tree to store into; by default .");
    output =
        syntax.option(
            "-o, --output", Kind.text("FILE"), "where to store a single metric; - prints it");
    overwrite = syntax.flag("--overwrite", "replace files that exist");
    routing = RoutingOptions.ofFetching(syntax);
    options = ClusterOptions.withTransfers(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    if (printing() && console.dataIsRead()) {
      throw new UsageException("a database is not for a terminal; send it somewhere: … > x.wsp");
    }
    RoutedNames routed = routing.names();
    try (Cluster cluster = options.cluster(console)) {
      Wanted wanted = Wanted.read(console, TITLE, names, options, cluster);
      if (output.value().isPresent() && wanted.metrics().size() + wanted.wrong() != 1) {
        throw new UsageException(
            "--output is for one metric, these are "
                + (wanted.metrics().size() + wanted.wrong())
                + "; give --directory DIR");
      }
      Owners owners = new Owners(cluster, routed);
      ExitCode items =
          wanted.each(
              console,
              printing(),
              options.workers(),
              metric -> store(console, metric, fetch(owners, metric)));
      return HostFailures.worse(HostFailures.tell(console, TITLE, cluster), items);
    }
  }

  private static Fetched fetch(Owners owners, MetricName metric)
      throws IOException, InterruptedException {
    IOException first = null;
    boolean all = true;
    for (Member member : owners.askedFor(metric)) {
      if (!member.isSound()) {
        all = false;
        continue;
      }
      try {
        Optional<Fetched> fetched = member.client().get(metric);
        if (fetched.isPresent()) {
          return fetched.get();
        }
      } catch (AgentException e) {
        if (e.isOfAgent() && e.trouble() != AgentException.Trouble.GARBAGE) {
          member.fail(e);
        }
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
    throw new IOException(
        metric + ": no such metric" + (all ? "" : " on the hosts that can be asked"));
  }

  private boolean printing() {
    return output.value().filter(STDOUT::equals).isPresent();
  }

  private void store(Console console, MetricName metric, Fetched fetched) throws IOException {
    if (printing()) {
      OutputStream out = console.data();
      out.write(fetched.bytes());
      out.flush();
      return;
    }
    Path target =
        output.value().map(Path::of).orElseGet(() -> directory.value().resolve(metric.path()));
    Path absolute = target.toAbsolutePath();
    Files.createDirectories(absolute.getParent());
    try (NewFile file = NewFile.begin(absolute, PATIENCE)) {
      byte[] bytes = fetched.bytes();
      file.file().write(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip(), 0);
      file.permitAsUsual();
      if (overwrite.value()) {
        file.commitReplacing();
      } else {
        file.commit();
      }
      FileTime modified = FileTime.from(fetched.stat().modTime(), TimeUnit.SECONDS);
      Files.setLastModifiedTime(absolute, modified);
    } catch (FileAlreadyExistsException exists) {
      throw new FileSystemException(
          target.toString(), null, "it exists already; to replace it: --overwrite");
    }
  }
}
