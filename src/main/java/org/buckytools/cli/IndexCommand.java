package org.buckytools.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.ClusterOptions;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.console.Console;
import org.buckytools.metric.NameCursor;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;

/** {@code bucky index}: the search index of Graphite's web application. */
final class IndexCommand implements Command {
  private static final String TITLE = "bucky index";
  private static final int BUFFER = 1 << 16;
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final Arg<Optional<Path>> output;
  private final ClusterOptions options;

  IndexCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the search index of Graphite's web application: the names of all metrics in the"
                + " cluster, one a line, as its build-index.sh writes them for one host.",
            "With -o the file is replaced at once, and only if every host could be asked: an index"
                + " that lacks a host's metrics would hide them.")
        .example(
            "bucky index -h graphite1 -o /opt/graphite/storage/index",
            "for a cron job on the host of the web application");
    output = syntax.option("-o, --output", Kind.path("FILE"), "the index to replace");
    options = ClusterOptions.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    try (Cluster cluster = options.cluster(console);
        Listing listing =
            Listing.open(cluster, NameQuery.ALL, options.force(), options.workers())) {
      if (output.value().isEmpty()) {
        OutputStream out = console.data();
        print(listing, out);
        out.flush();
        return tell(console, cluster, listing);
      }
      try (NewFile file = NewFile.begin(output.value().get().toAbsolutePath(), PATIENCE)) {
        try (OutputStream out = new BufferedOutputStream(new Appending(file.file()), BUFFER)) {
          print(listing, out);
        }
        ExitCode code = tell(console, cluster, listing);
        if (code != ExitCode.OK) {
          console.message(TITLE + ": " + output.value().get() + " is left as it was");
          return ExitCode.FAILED;
        }
        file.permitAsUsual();
        file.commitReplacing();
        return code;
      }
    }
  }

  private static void print(Listing listing, OutputStream out) throws IOException {
    while (listing.next()) {
      NameCursor name = listing.name();
      out.write(name.bytes(), 0, name.length());
      out.write('\n');
    }
  }

  private static ExitCode tell(Console console, Cluster cluster, Listing listing) {
    listing.refused().forEach(line -> console.message(TITLE + ": " + line));
    return HostFailures.tell(console, TITLE, cluster);
  }

  /** Writes one after the other. */
  private static final class Appending extends OutputStream {
    private final PosixFile file;
    private final ByteBuffer direct = ByteBuffer.allocateDirect(BUFFER);
    private long position;

    Appending(PosixFile file) {
      this.file = file;
    }

    @Override
    public void write(int unit) throws IOException {
      write(new byte[] {(byte) unit}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      for (int done = 0; done < length; done += direct.limit()) {
        direct.clear().limit(Math.min(direct.capacity(), length - done));
        direct.put(bytes, offset + done, direct.limit()).flip();
        file.write(direct, position + done);
      }
      position += length;
    }
  }
}
