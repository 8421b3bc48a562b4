package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.Syntax;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Parses the arguments of one command. */
final class CommandParser {

  /** Where the help starts its descriptions; the longest option fits before it. */
  private static final int HELP_COLUMN = 30;

  private final CommandSpec spec;
  private final Syntax syntax;
  private final Command command;
  private final CommandLine parser;
  private final OptionSpec help;
  private final OptionSpec debug;

  CommandParser(CommandName name) {
    spec = CommandSpec.create().name("bucky " + name.word());
    spec.usageMessage().abbreviateSynopsis(true);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().synopsisHeading("Usage: ");
    syntax = new Syntax(spec);
    command = name.create(syntax);
    help = standardOption("--help", "show this help and exit").usageHelp(true).build();
    debug = standardOption("--debug", "on an error print where in the program it arose").build();
    spec.addOption(help);
    spec.addOption(debug);
    parser = new CommandLine(spec);
    parser.setExpandAtFiles(false);
  }

  private static OptionSpec.Builder standardOption(String name, String description) {
    return OptionSpec.builder(name).type(boolean.class).description(description);
  }

  /** What picocli knows of the command, for completion. */
  CommandSpec spec() {
    return spec;
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
    try {
      parser.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw ParseErrors.worded(e);
    }
    if (!helpWanted()) {
      syntax.validate();
    }
  }

  boolean helpWanted() {
    return Boolean.TRUE.equals(help.getValue());
  }

  boolean debugWanted() {
    return Boolean.TRUE.equals(debug.getValue());
  }

  String usage(boolean colour) {
    spec.usageMessage().longOptionsMaxWidth(HELP_COLUMN);
    return parser.getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
  }
}
