package org.buckytools.cli;

import java.io.File;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Configuration;
import org.buckytools.cli.options.InForce;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.UsageException;
import org.buckytools.console.Console;
import org.buckytools.console.Json;
import org.buckytools.console.Table;

/** {@code bucky config}: what is in force, and from where. */
final class ConfigCommand implements Command {
  /** What an option comes to in a command. */
  private record Line(String command, InForce option) {}

  private final Arg<Optional<String>> command;
  private final Arg<List<String>> arguments;
  private final JsonOption json;

  ConfigCommand(Syntax syntax) {
    syntax
        .description(
            "Shows what is set by the environment and by configuration files, for all commands, or"
                + " everything in force for one, and where it was set. Every long option can be"
                + " set: in a file as KEY = VALUE or COMMAND.KEY = VALUE, in the environment as"
                + " BUCKY_KEY or BUCKY_COMMAND_KEY. A file of the user overrides that of the host,"
                + " $BUCKY_CONFIG both, the environment all files, and the command line"
                + " everything.",
            "It also checks them all: what is unknown or wrong is told with file and line.")
        .example("bucky config", "shows what is set outside the command line")
        .example("bucky config backup", "all options of one command")
        .example("bucky config rebalance -- -w 9", "the same, as if called with these arguments");
    command = syntax.optionalParameter(Kind.text("COMMAND"), "show all options of this one");
    arguments =
        syntax.parameters(Kind.text("ARGUMENT"), 0, "after --: what COMMAND would be called with");
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) {
    Configuration configuration = Configuration.read(console.environment());
    List<Line> lines = new ArrayList<>();
    if (command.value().isPresent()) {
      String word = command.value().get();
      CommandName name =
          CommandName.named(word).orElseThrow(() -> new UsageException(Suggestions.unknown(word)));
      options(name, configuration).forEach(option -> lines.add(new Line(name.word(), option)));
    } else {
      for (CommandName name : CommandName.values()) {
        options(name, configuration).stream()
            .filter(InForce::isSet)
            .forEach(option -> lines.add(new Line(name.word(), option)));
      }
    }
    if (json.wanted()) {
      printJson(console, configuration, lines);
    } else {
      print(console, configuration, lines);
    }
    return ExitCode.OK;
  }

  private List<InForce> options(CommandName name, Configuration configuration) {
    CommandParser parser = new CommandParser(name);
    List<String> given = arguments.value();
    // Only to see the values: what is missing yet is not told.
    if (!given.isEmpty() && !new PlainParser(parser.syntax()).parse(given)) {
      parser.picocli().parse(given);
    }
    parser.configure(configuration);
    return parser.syntax().inForce();
  }

  private void print(Console console, Configuration configuration, List<Line> lines) {
    for (File file : configuration.files()) {
      console.message(file + (file.exists() ? "" : " (not there)"));
    }
    boolean ofAll = command.value().isEmpty();
    List<String> headings = new ArrayList<>(List.of("OPTION", "VALUE", "FROM"));
    if (ofAll) {
      headings.addFirst("COMMAND");
    }
    if (lines.isEmpty()) {
      console.message("nothing is set outside the command line");
      return;
    }
    Table table = new Table(headings.toArray(String[]::new));
    for (Line line : lines) {
      InForce option = line.option();
      List<String> cells =
          new ArrayList<>(Arrays.asList(option.option(), option.value(), option.from()));
      if (ofAll) {
        cells.addFirst(line.command());
      }
      table.row(cells.toArray(String[]::new));
    }
    table.print(console);
  }

  private static void printJson(Console console, Configuration configuration, List<Line> lines) {
    try (Json json = Json.indented(console)) {
      json.object().array("files");
      for (File file : configuration.files()) {
        json.object().field("file", file.getPath()).field("found", file.exists()).end();
      }
      json.end().array("options");
      for (Line line : lines) {
        json.object()
            .field("command", line.command())
            .field("option", line.option().option())
            .field("value", line.option().value())
            .field("from", line.option().from())
            .end();
      }
      json.end().end();
    }
  }
}
