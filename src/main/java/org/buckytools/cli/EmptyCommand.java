package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.JsonOption;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.LockTimeoutOption;
import org.buckytools.cli.options.Syntax;
import org.buckytools.cli.options.WhisperTree;
import org.buckytools.console.Console;
import org.buckytools.console.Json;
import org.buckytools.tree.EachFile;
import org.buckytools.whisper.Database;

/** {@code bucky empty}: databases without a point. */
final class EmptyCommand implements Command {

  private final Arg<List<String>> paths;
  private final LockTimeoutOption lockTimeout;
  private final JsonOption json;

  EmptyCommand(Syntax syntax) {
    syntax
        .description(
            "Prints the names of the whisper files that hold no point of whatever age. Files that"
                + " cannot be read are told on standard error, and make the exit code 3.")
        .example("bucky empty", "looks through " + WhisperTree.USUAL)
        .example("bucky empty servers/ | xargs -d '\\n' rm", "deletes them")
        .example("bucky empty --json a.wsp b.wsp", "prints a JSON array of those that are empty");
    paths =
        syntax.parameters(
            Kind.text("PATH"),
            0,
            "whisper files or trees, by default " + WhisperTree.USUAL + "; - reads stdin");
    lockTimeout = LockTimeoutOption.on(syntax);
    json = JsonOption.on(syntax);
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    List<String> all = paths.value().isEmpty() ? List.of(WhisperTree.USUAL) : paths.value();
    if (!json.wanted()) {
      return FileWork.run(console, "bucky empty", all, each(file -> console.println(file)));
    }
    try (Json array = Json.indented(console)) {
      array.array();
      ExitCode code = FileWork.run(console, "bucky empty", all, each(array::value));
      array.end();
      return code;
    }
  }

  private interface Output {
    void print(String file);
  }

  private EachFile.Action each(Output output) {
    return file -> {
      try (Database database = Database.openToRead(file, lockTimeout.value())) {
        if (database.isEmpty()) {
          output.print(file.toString());
        }
      }
    };
  }
}
