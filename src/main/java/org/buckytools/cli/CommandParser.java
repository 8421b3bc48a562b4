package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;

/** Parses the arguments of one command. */
final class CommandParser {

  private final CommandName name;
  private final Syntax syntax = new Syntax();
  private final Command command;
  private final Arg<Boolean> help;
  private final Arg<Boolean> debug;

  CommandParser(CommandName name) {
    this.name = name;
    command = name.create(syntax);
    help = syntax.helpFlag("--help", "show this help and exit");
    debug = syntax.flag("--debug", "on an error print where in the program it arose");
  }

  Command command() {
    return command;
  }

  /**
   * Parses and checks, after which the command can run unless {@link #helpWanted}.
   *
   * @throws org.buckytools.cli.options.UsageException if an argument is unknown, missing or wrong
   */
  void parse(List<String> arguments) {
    if (!new PlainParser(syntax).parse(arguments)) {
      picocli().parse(arguments);
    }
    if (!helpWanted()) {
      syntax.validate();
    }
  }

  boolean helpWanted() {
    return help.value();
  }

  boolean debugWanted() {
    return debug.value();
  }

  /** The command in picocli's terms. */
  PicocliCommand picocli() {
    return new PicocliCommand(name, syntax);
  }
}
