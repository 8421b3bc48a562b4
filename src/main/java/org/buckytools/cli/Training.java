package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;

/**
 * What the launcher has Java watch while it makes the cache for all commands but those on files: a
 * run in which each of them is at least declared, and those of the demo are run.
 */
final class Training {
  /** The root's argument for it, which is for the launcher only. */
  static final String ARGUMENT = "--train";

  private static final List<String> DEMO = List.of("demo", "--metrics", "60");

  private final Bucky bucky;

  Training(Bucky bucky) {
    this.bucky = bucky;
  }

  ExitCode run() {
    for (CommandName name : CommandName.values()) {
      Syntax syntax = new Syntax();
      name.create(syntax);
      new PlainParser(syntax).parse(List.of());
    }
    return bucky.run(DEMO);
  }
}
