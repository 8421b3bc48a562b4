package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.PicocliSyntax;
import org.buckytools.cli.options.Syntax;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/**
 * One command in picocli's terms, for what is not worth doing ourselves: help, completion, errors.
 */
final class PicocliCommand {

  /** Where the help starts its descriptions; the longest option fits before it. */
  private static final int HELP_COLUMN = 30;

  private final CommandSpec spec;
  private final PicocliSyntax syntax;
  private final CommandLine parser;

  PicocliCommand(CommandName name, Syntax declared) {
    spec = CommandSpec.create().name("bucky " + name.word());
    spec.usageMessage().abbreviateSynopsis(true);
    spec.usageMessage().sortOptions(false);
    spec.usageMessage().synopsisHeading("Usage: ");
    spec.usageMessage().longOptionsMaxWidth(HELP_COLUMN);
    syntax = new PicocliSyntax(declared, spec);
    parser = new CommandLine(spec);
    parser.setExpandAtFiles(false);
  }

  /** What picocli knows of the command, for completion. */
  CommandSpec spec() {
    return spec;
  }

  /**
   * Parses into what the command declared.
   *
   * @throws org.buckytools.cli.options.UsageException if an argument is unknown, missing or wrong
   */
  void parse(List<String> arguments) {
    SingleDash.refuse(spec, arguments);
    try {
      parser.parseArgs(arguments.toArray(String[]::new));
    } catch (ParameterException e) {
      throw ParseErrors.worded(e);
    }
    syntax.takeValues();
  }

  String usage(boolean colour) {
    return parser.getUsageMessage(colour ? Ansi.ON : Ansi.OFF);
  }
}
