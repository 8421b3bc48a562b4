package org.buckytools.cli;

import java.io.IOException;
import java.time.Instant;
import org.buckytools.backup.Version;
import org.buckytools.backup.Versions;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.MetricChoice;
import org.buckytools.cli.options.StoreOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.Count;
import org.buckytools.console.Json;
import org.buckytools.console.Printable;
import org.buckytools.console.Sizes;
import org.buckytools.store.Store;
import org.buckytools.store.location.StoreLocation;

/** {@code bucky backups}: lists the versions in a store. */
final class BackupsCommand implements Command {
  private static final int SIZE_WIDTH = 10;

  private final StoreOption store;
  private final JsonOption json;

  BackupsCommand(Syntax syntax) {
    syntax
        .description("Lists the complete versions in a store: date, size, format and metric.")
        .example("bucky backups --store /backups/host1 -m 'servers.web1.*'", "lists some");
    store = StoreOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    long count = 0;
    long bytes = 0;
    MetricChoice chosen = store.metrics(console);
    StoreLocation location = store.location(console);
    try (Store opened = location.open();
        Versions versions =
            new Versions(
                opened,
                store.storagePath(),
                chosen,
                reason -> console.message("bucky backups: refused: " + reason))) {
      // Not begun before there is something: it would end in an empty line.
      Json out = null;
      for (Version version = versions.next(); version != null; version = versions.next()) {
        count++;
        bytes += version.size();
        if (!json.wanted()) {
          console.println(line(version));
        } else {
          out = out == null ? Json.compact(console) : out;
          out.object()
              .field("metric", version.metric().toString())
              .field("date", Instant.ofEpochSecond(version.time()).toString())
              .field("time", version.time())
              .field("algorithm", version.algorithm().word())
              .field("size", version.size())
              .field("key", version.dataKey())
              .end();
        }
      }
      if (out != null) {
        out.close();
      } else if (count > 0) {
        console.message(Count.of(count, "version") + ", " + Sizes.bytes(bytes));
      }
      if (count == 0) {
        // A mistyped location looks like this, too.
        console.message("bucky backups: there is no such backup in " + location);
      }
    }
    chosen
        .missing()
        .forEach(
            name -> console.message("bucky backups: there is no metric " + Printable.of(name)));
    return chosen.missing().isEmpty() ? ExitCode.OK : ExitCode.SOME_FAILED;
  }

  private static String line(Version version) {
    String size = Sizes.bytes(version.size());
    return version.date()
        + "  "
        + " ".repeat(Math.max(0, SIZE_WIDTH - size.length()))
        + size
        + "  "
        + (version.algorithm().word() + " ").substring(0, 3)
        + "  "
        + version.metric();
  }
}
