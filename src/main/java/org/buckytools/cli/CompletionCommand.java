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
    String script = AutoComplete.bash("bucky", tree());
    if (shell.value() == Shell.ZSH) {
      // zsh runs bash completions once this function is there.
      script = "autoload -U +X compinit && compinit -u\n" + script;
    }
    console.print(script);
    return ExitCode.OK;
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
