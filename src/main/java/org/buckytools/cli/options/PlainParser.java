package org.buckytools.cli.options;

import java.util.List;
import org.buckytools.cli.options.Declared.Shape;

/**
 * Reads command lines that leave no question: whole names of options, values that do not look like
 * options, nothing missing, nothing wrong.
 *
 * <p>That is nearly all of them, and loading picocli for them would take a third of the time of a
 * short command. Everything else, and above all everything wrong, is left to picocli.
 */
public final class PlainParser {

  private final Syntax syntax;

  /**
   * A parser.
   *
   * @param syntax receives the values
   */
  public PlainParser(Syntax syntax) {
    this.syntax = syntax;
  }

  /**
   * Reads the arguments of a command.
   *
   * @param arguments the command line after the command's name
   * @return false if they are not plain; then no value has been given
   */
  public boolean parse(List<String> arguments) {
    boolean isPlain;
    try {
      isPlain = read(arguments) && isComplete();
    } catch (IllegalArgumentException wrongValue) {
      // picocli will meet it again, and it is told then.
      isPlain = false;
    }
    if (!isPlain) {
      for (Declared<?> declared : syntax.declared()) {
        declared.clear();
      }
    }
    return isPlain;
  }

  private boolean read(List<String> arguments) {
    int i = 0;
    while (i < arguments.size()) {
      String argument = arguments.get(i++);
      Declared<?> declared = argument.startsWith("-") ? option(argument) : parameter();
      if (declared == null || !declared.shape().takesMany() && !declared.values().isEmpty()) {
        return false;
      }
      if (declared.shape() == Shape.FLAG || declared.shape() == Shape.HELP) {
        declared.add("true");
      } else if (!declared.shape().isOption()) {
        declared.add(argument);
      } else if (i < arguments.size() && !arguments.get(i).startsWith("-")) {
        declared.add(arguments.get(i++));
      } else {
        return false;
      }
    }
    return true;
  }

  private Declared<?> option(String name) {
    for (Declared<?> declared : syntax.declared()) {
      if (declared.names().contains(name)) {
        return declared;
      }
    }
    return null;
  }

  private Declared<?> parameter() {
    for (Declared<?> declared : syntax.declared()) {
      boolean hasRoom = declared.values().isEmpty() || declared.shape().takesMany();
      if (!declared.shape().isOption() && hasRoom) {
        return declared;
      }
    }
    return null;
  }

  private boolean isComplete() {
    boolean isComplete = true;
    for (Declared<?> declared : syntax.declared()) {
      if (declared.shape() == Shape.HELP && !declared.values().isEmpty()) {
        return true;
      }
      isComplete &= !declared.shape().isRequired() || declared.values().size() >= declared.least();
    }
    return isComplete;
  }
}
