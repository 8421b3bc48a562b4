package org.buckytools.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.FileNames;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.FileReport;
import org.buckytools.console.InputNames;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.FileSummary;
import org.buckytools.whisper.Header;

/** {@code bucky info}: what a whisper file says about itself, and how full it is. */
final class InfoCommand implements Command {

  private final Clock clock = Clock.systemUTC();
  private final Arg<List<String>> files;
  private final Arg<Optional<String>> field;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  InfoCommand(Syntax syntax) {
    syntax
        .description(
            "Shows the header of whisper files, how full each archive is, the newest point, and"
                + " the values of each archive as a line of blocks.",
            "With --json one object a file and line, with the names of whisper-info and more.")
        .example("bucky info cpu.wsp", "shows one file")
        .example("bucky info --json *.wsp", "prints a line of JSON for each file")
        .example("bucky info --field maxRetention cpu.wsp", "prints one field, as whisper-info")
        .example("find . -name '*.wsp' | bucky info -", "takes the names from another command");
    files = syntax.parameters(Kind.text("FILE"), 1, "whisper files; - reads names from stdin");
    field = syntax.option("--field", HeaderField.KIND, "print only this: " + HeaderField.NAMES);
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException, InterruptedException {
    return EachItem.run(
        console,
        "bucky info",
        InputNames.expand(console, files.value()),
        name -> show(console, FileNames.path(name)));
  }

  private void show(Console console, Path file) throws IOException {
    try (Database database = Database.openToRead(file, lockTimeout.value())) {
      if (field.value().isPresent()) {
        console.println(HeaderField.of(field.value().get(), database.header()));
        return;
      }
      long now = clock.instant().getEpochSecond();
      FileSummary summary = FileSummary.of(database, now);
      FileReport report = new FileReport(console);
      if (json.wanted()) {
        report.printJson(file, summary);
      } else {
        report.print(file, summary, now);
      }
    }
  }

  /** The fields that whisper-info prints one by one. */
  private static final class HeaderField {
    static final String NAMES = "aggregationMethod, maxRetention, xFilesFactor or fileSize";
    static final Kind<String> KIND = new Kind<>(String.class, "NAME", HeaderField::check);

    private static String check(String name) {
      if (!List.of(NAMES.split(", | or ")).contains(name)) {
        throw new IllegalArgumentException("'" + name + "' is no field; give " + NAMES);
      }
      return name;
    }

    static String of(String name, Header header) {
      return switch (name) {
        case "aggregationMethod" -> header.aggregation().label();
        case "maxRetention" -> Long.toString(header.maxRetention());
        case "xFilesFactor" -> Double.toString(header.xff());
        default -> Long.toString(header.fileSize());
      };
    }
  }
}
