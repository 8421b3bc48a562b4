package org.buckytools.cli;

import java.util.List;
import org.buckytools.cli.options.Arg;
import org.buckytools.cli.options.Kind;
import org.buckytools.cli.options.Syntax;
import org.buckytools.console.Console;
import picocli.AutoComplete;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/** {@code bucky completion}: the shell function that completes commands, options and file names. */
final class CompletionCommand implements Command {

  private enum Shell {
    BASH,
    ZSH
  }

  private final Arg<Shell> shell;

  CompletionCommand(Syntax syntax) {
    syntax
        .description("Prints a script that teaches a shell to complete bucky's command line.")
        .example("source <(bucky completion bash)", "completes in this shell")
        .example(
            "bucky completion bash > /etc/bash_completion.d/bucky", "completes in every new bash")
        .example("source <(bucky completion zsh)", "the same in zsh, for instance in ~/.zshrc");
    shell = syntax.parameter(Kind.oneOf("SHELL", Shell.class), "bash or zsh");
  }

  @Override
  public ExitCode run(Console console) {
    // zsh runs bash completions once this function is there.
    String zsh = "autoload -U +X compinit && compinit -u\n";
    console.print(shell.value() == Shell.ZSH ? zsh + bash() : bash());
    return ExitCode.OK;
  }

  /** The script that bash reads. */
  static String bash() {
    return AutoComplete.bash("bucky", tree());
  }

  /** A function that zsh loads from a folder of its path when it is first needed. */
  static String zshFunction() {
    // The alias of that name, which the script makes, comes too late: this is read as a whole.
    return "#compdef bucky\nautoload -U +X bashcompinit && bashcompinit\n"
        + "compopt() { complete \"$@\" }\n"
        + bash()
        + "\n_bash_complete -o default -F _complete_bucky\n";
  }

  private static CommandLine tree() {
    CommandSpec root = CommandSpec.create().name("bucky");
    for (CommandName name : CommandName.values()) {
      root.addSubcommand(name.word(), new CommandParser(name).picocli().spec());
    }
    for (String option : List.of("--help", "--version", "--debug")) {
      root.addOption(CommandLine.Model.OptionSpec.builder(option).type(boolean.class).build());
    }
    return new CommandLine(root);
  }
}
