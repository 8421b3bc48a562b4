package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.console.Json;

/** {@code bucky json}: names as a JSON array. */
final class JsonCommand implements Command {
  private final Arg<List<String>> names;

  JsonCommand(Syntax syntax) {
    syntax
        .description(
            "Prints names as one JSON array, which the cluster commands read from stdin, as Go's"
                + " bucky does. No host is asked.")
        .example("grep web names.txt | bucky json - > web.json", "makes an array of lines")
        .example("bucky json a.b c.d", "prints [\"a.b\",\"c.d\"]");
    names = syntax.parameters(Kind.text("NAME"), 1, "metrics; - reads them from stdin");
  }

  @Override
  public ExitCode run(Console console) throws IOException {
    List<String> all = InputNames.expand(console, names.value());
    try (Json array = Json.compact(console)) {
      array.array();
      all.forEach(array::value);
      array.end();
    }
    return ExitCode.OK;
  }
}
