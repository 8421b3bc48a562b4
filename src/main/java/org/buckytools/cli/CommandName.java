package org.buckytools.cli;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.buckytools.cli.options.Syntax;

/**
 * The commands there are, in the order of the help. A new command is added here and nowhere else.
 *
 * <p>Looking one up by name loads no other: with dozens of commands that is most of the time it
 * takes to start. For the same reason the constructors are called in lambdas; a method reference
 * would load its class as soon as this one is initialised.
 */
enum CommandName {
  FILL(
      "fill",
      Group.FILES,
      "fills the gaps of a database, or of a tree of them, from another",
      syntax -> new FillCommand(syntax)),
  COMPLETION(
      "completion",
      Group.TRY_IT,
      "prints the completion of bucky's commands and options for a shell",
      syntax -> new CompletionCommand(syntax));

  private final String word;
  private final Group group;
  private final String summary;
  private final Function<Syntax, Command> constructor;

  CommandName(String word, Group group, String summary, Function<Syntax, Command> constructor) {
    this.word = word;
    this.group = group;
    this.summary = summary;
    this.constructor = constructor;
  }

  /** What is typed. */
  String word() {
    return word;
  }

  Group group() {
    return group;
  }

  /** What it does, in the third person, without a capital or a full stop. */
  String summary() {
    return summary;
  }

  /** A fresh instance, which declares what it accepts. */
  Command create(Syntax syntax) {
    return constructor.apply(syntax);
  }

  static Optional<CommandName> named(String word) {
    for (CommandName name : values()) {
      if (name.word.equals(word)) {
        return Optional.of(name);
      }
    }
    return Optional.empty();
  }

  static List<String> words() {
    return List.of(values()).stream().map(CommandName::word).toList();
  }
}
