package org.buckytools.cli.options;

import java.util.ArrayList;
import java.util.List;

/**
 * A parameter or option as a command declared it, and the values that a command line gave it.
 *
 * @param <T> the type of the values
 */
final class Declared<T> {

  /** How it is written on a command line. */
  enum Shape {
    PARAMETER,
    OPTIONAL_PARAMETER,
    PARAMETERS,
    OPTIONAL_PARAMETERS,
    FLAG,
    /** A flag with which nothing else is required. */
    HELP,
    OPTION,
    REPEATABLE_OPTION;

    boolean isOption() {
      return this == FLAG || this == HELP || this == OPTION || this == REPEATABLE_OPTION;
    }

    boolean takesMany() {
      return this == PARAMETERS || this == OPTIONAL_PARAMETERS || this == REPEATABLE_OPTION;
    }

    boolean isRequired() {
      return this == PARAMETER || this == PARAMETERS;
    }
  }

  private final Shape shape;
  private final int least;
  private final List<String> names;
  private final Kind<T> kind;
  private final String help;
  private final List<T> values = new ArrayList<>();

  Declared(Shape shape, int least, List<String> names, Kind<T> kind, String help) {
    this.shape = shape;
    this.least = least;
    this.names = names;
    this.kind = kind;
    this.help = help;
  }

  Shape shape() {
    return shape;
  }

  /** How many values must be given. */
  int least() {
    return least;
  }

  /** What an option is called; empty for a parameter. */
  List<String> names() {
    return names;
  }

  Kind<T> kind() {
    return kind;
  }

  String help() {
    return help;
  }

  /** What was given, in its order. */
  List<T> values() {
    return values;
  }

  /**
   * Adds a value.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  void add(String text) {
    values.add(kind.parser().apply(text));
  }
}
