package org.buckytools.cli.options;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A parameter or option as a command declared it, and the values that it was given: on a command
 * line, or else by the environment or a file.
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
  private final Object usual;
  private final List<T> values = new ArrayList<>();
  private final List<String> texts = new ArrayList<>();
  private String origin;

  /** The usual value is what is shown where none is given; null if there is none to show. */
  Declared(Shape shape, int least, List<String> names, Kind<T> kind, String help, Object usual) {
    this.shape = shape;
    this.least = least;
    this.names = names;
    this.kind = kind;
    this.help = help;
    this.usual = usual;
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
   * What an option is called in a configuration: its first long name without dashes, or nothing.
   */
  String key() {
    List<String> keys = keys();
    return keys.isEmpty() ? "" : keys.getFirst();
  }

  /** All its long names without dashes, under each of which it can be set. */
  List<String> keys() {
    List<String> keys = new ArrayList<>(1);
    for (String name : names) {
      if (name.startsWith("--")) {
        keys.add(name.substring(2));
      }
    }
    return keys;
  }

  boolean isPath() {
    return kind.type() == Path.class;
  }

  /** Whether it was given on the command line. */
  boolean isTyped() {
    return origin == null && !values.isEmpty();
  }

  /** The variable or the place in a file that it was set by; null if by none. */
  String origin() {
    return origin;
  }

  /**
   * Adds a value of the command line.
   *
   * @throws IllegalArgumentException saying what is wrong with the text
   */
  void add(String text) {
    take(kind.parser().apply(text), text);
  }

  /** Adds a value of the command line that was parsed already. */
  void take(T value, String text) {
    values.add(value);
    texts.add(text);
  }

  void clear() {
    values.clear();
    texts.clear();
    origin = null;
  }

  /**
   * Sets what the command line left out.
   *
   * @param given as it is written, one text unless it takes many
   * @param from the variable, or the place in a file
   * @throws IllegalArgumentException saying what is wrong with a text
   */
  void set(List<String> given, String from) {
    for (String text : given) {
      if (shape != Shape.FLAG || isOn(text)) {
        add(text);
      }
    }
    origin = from;
  }

  private static boolean isOn(String text) {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true", "yes", "on", "1" -> true;
      case "false", "no", "off", "0" -> false;
      default -> throw new IllegalArgumentException("'" + text + "' is neither true nor false");
    };
  }

  /** What it comes to. */
  InForce inForce() {
    boolean isSet = origin != null || !values.isEmpty();
    String from = origin != null ? origin : isSet ? "command line" : "default";
    String value = isSet ? String.join(" ", texts) : usualText();
    if (shape == Shape.FLAG) {
      value = Boolean.toString(!values.isEmpty());
    }
    List<String> keys = keys();
    return new InForce(
        "--" + keys.getFirst(), keys.subList(1, keys.size()), kind.label(), value, from, isSet);
  }

  private String usualText() {
    return usual instanceof Integer || usual instanceof String || usual instanceof Path
        ? usual.toString()
        : "";
  }
}
