package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Configuration;
import org.buckytools.cli.options.PlainParser;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;

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
   * Parses, sets what the command line leaves out, and checks, after which the command can run
   * unless {@link #helpWanted}.
   *
   * @throws org.buckytools.cli.options.UsageException if an argument or what is set elsewhere is
   *     unknown, missing or wrong
   */
  void parse(List<String> arguments, Console console) {
    if (!new PlainParser(syntax).parse(arguments)) {
      picocli().parse(arguments);
    }
    if (!helpWanted()) {
      configure(Configuration.read(console.environment()));
      syntax.validate();
    }
  }

  /** Sets what the command line leaves out. */
  void configure(Configuration configuration) {
    if (!configuration.isEmpty()) {
      configuration.check(word -> CommandName.named(word).isPresent());
      configuration.apply(name.word(), name.group() != Group.TRY_IT, syntax);
    }
  }

  /** What the command accepts. */
  Syntax syntax() {
    return syntax;
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
