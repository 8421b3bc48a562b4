package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.TimeFormatOption;
import org.buckytools.console.Console;
import org.buckytools.console.DumpReport;
import org.buckytools.whisper.Database;

/** {@code bucky dump}: every slot of a whisper file as it lies there. */
final class DumpCommand implements Command {

  private final Arg<Path> file;
  private final TimeFormatOption times;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  DumpCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the header and every slot of a whisper file, whether its point counts or is"
                + " left from an earlier lap of the ring. Values are exact. To see what a reader"
                + " gets, use fetch.")
        .example("bucky dump cpu.wsp", "prints a line for each slot: number, timestamp, value")
        .example("bucky dump --pretty cpu.wsp", "the same with dates");
    file = syntax.parameter(Kind.path("FILE"), "the whisper file");
    times = TimeFormatOption.on(syntax);
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    try (Database database = Database.openToRead(file.value(), lockTimeout.value());
        DumpReport report =
            json.wanted() ? DumpReport.json(console) : DumpReport.text(console, times.value())) {
      report.header(database.header());
      for (int i = 0; i < database.header().archives().size(); i++) {
        report.archive(i, database.slots(i));
      }
    }
    return ExitCode.OK;
  }
}
