package org.buckytools.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.cli.options.Declared.Shape;

/**
 * What one command accepts, and its help.
 *
 * <p>Declared by calls rather than by annotations, which take three times as long to read at
 * start-up (docs/decisions/command-classes.md). Positional parameters are declared in their order.
 * The name of an option is written as in the help: {@code "-r, --recursive"}. For one thread and
 * one run.
 */
public final class Syntax {

  private final List<Declared<?>> declared = new ArrayList<>();
  private final List<Runnable> checks = new ArrayList<>();
  private final List<String> paragraphs = new ArrayList<>();
  private final List<Example> examples = new ArrayList<>();

  /** The syntax of a command that accepts nothing yet. */
  public Syntax() {}

  /** An example: what to type, and what it does. */
  record Example(String command, String effect) {}

  /**
   * Says what the command does.
   *
   * @param texts complete sentences; each paragraph is wrapped to the width of the help
   * @return this
   */
  public Syntax description(String... texts) {
    paragraphs.addAll(List.of(texts));
    return this;
  }

  /**
   * Adds an example. Every command has one at least.
   *
   * @param command what to type
   * @param effect what it does, without a full stop
   * @return this
   */
  public Syntax example(String command, String effect) {
    examples.add(new Example(command, effect));
    return this;
  }

  /**
   * Adds a parameter that must be given.
   *
   * @param kind what it is
   * @param help what it means
   * @param <T> the type of the value
   * @return the parameter
   */
  public <T> Arg<T> parameter(Kind<T> kind, String help) {
    Declared<T> parameter = declare(Shape.PARAMETER, 1, List.of(), kind, help);
    return new Arg<>(() -> parameter.values().getFirst());
  }

  /**
   * Adds a parameter that may be left out.
   *
   * @param kind what it is
   * @param help what it means, and what its absence means
   * @param <T> the type of the value
   * @return the parameter
   */
  public <T> Arg<Optional<T>> optionalParameter(Kind<T> kind, String help) {
    return optional(declare(Shape.OPTIONAL_PARAMETER, 0, List.of(), kind, help));
  }

  /**
   * Adds a parameter that takes all the arguments that are left.
   *
   * @param kind what each is
   * @param least how many must be given
   * @param help what they mean
   * @param <T> the type of the values
   * @return the parameter
   */
  public <T> Arg<List<T>> parameters(Kind<T> kind, int least, String help) {
    Shape shape = least > 0 ? Shape.PARAMETERS : Shape.OPTIONAL_PARAMETERS;
    Declared<T> parameters = declare(shape, least, List.of(), kind, help);
    return new Arg<>(() -> List.copyOf(parameters.values()));
  }

  /**
   * Adds an option without a value.
   *
   * @param names such as {@code "-r, --recursive"}
   * @param help what it means
   * @return the option, true if it is given
   */
  public Arg<Boolean> flag(String names, String help) {
    return flag(Shape.FLAG, names, help);
  }

  /**
   * Adds the option that asks for help, with which nothing else need be given.
   *
   * @param names such as {@code "--help"}
   * @param help what it means
   * @return the option, true if it is given
   */
  public Arg<Boolean> helpFlag(String names, String help) {
    return flag(Shape.HELP, names, help);
  }

  private Arg<Boolean> flag(Shape shape, String names, String help) {
    Kind<Boolean> kind = new Kind<>(boolean.class, "", Boolean::valueOf);
    Declared<Boolean> flag = declare(shape, 0, split(names), kind, help);
    return new Arg<>(() -> !flag.values().isEmpty());
  }

  /**
   * Adds an option with a value.
   *
   * @param names such as {@code "-w, --workers"}
   * @param kind what the value is
   * @param help what it means, and what its absence means
   * @param <T> the type of the value
   * @return the option
   */
  public <T> Arg<Optional<T>> option(String names, Kind<T> kind, String help) {
    return optional(declare(Shape.OPTION, 1, split(names), kind, help));
  }

  /**
   * Adds an option with a value and a default.
   *
   * @param names such as {@code "-w, --workers"}
   * @param kind what the value is
   * @param absent the value if the option is not given
   * @param help what it means, the default included
   * @param <T> the type of the value
   * @return the option
   */
  public <T> Arg<T> option(String names, Kind<T> kind, T absent, String help) {
    Declared<T> option = declare(Shape.OPTION, 1, split(names), kind, help, absent);
    return new Arg<>(
        () -> option.values().isEmpty() ? absent : option.values().getFirst(), option::isTyped);
  }

  /**
   * Adds an option that may be given several times.
   *
   * @param names such as {@code "--exclude"}
   * @param kind what each value is
   * @param help what it means
   * @param <T> the type of the values
   * @return the option, with its values in their order
   */
  public <T> Arg<List<T>> repeatable(String names, Kind<T> kind, String help) {
    Declared<T> option = declare(Shape.REPEATABLE_OPTION, 1, split(names), kind, help);
    return new Arg<>(() -> List.copyOf(option.values()));
  }

  private <T> Declared<T> declare(
      Shape shape, int least, List<String> names, Kind<T> kind, String help) {
    return declare(shape, least, names, kind, help, null);
  }

  private <T> Declared<T> declare(
      Shape shape, int least, List<String> names, Kind<T> kind, String help, Object usual) {
    Declared<T> argument = new Declared<>(shape, least, names, kind, help, usual);
    declared.add(argument);
    return argument;
  }

  // Not String.split, which compiles a pattern for each option that is declared.
  private static List<String> split(String names) {
    int comma = names.indexOf(", ");
    return comma < 0
        ? List.of(names)
        : List.of(names.substring(0, comma), names.substring(comma + 2));
  }

  private static <T> Arg<Optional<T>> optional(Declared<T> declared) {
    return new Arg<>(
        () ->
            declared.values().isEmpty()
                ? Optional.empty()
                : Optional.of(declared.values().getFirst()),
        declared::isTyped);
  }

  /**
   * Adds a check of values that are right each by itself and may be wrong together.
   *
   * @param check run after parsing; throws {@link UsageException}
   * @return this
   */
  public Syntax check(Runnable check) {
    checks.add(check);
    return this;
  }

  /**
   * Runs the checks.
   *
   * @throws UsageException if one fails; it names also what was not set on the command line, where
   *     whoever typed that would not look for the fault
   */
  public void validate() {
    try {
      checks.forEach(Runnable::run);
    } catch (UsageException e) {
      StringBuilder elsewhere = new StringBuilder();
      for (Declared<?> argument : declared) {
        if (argument.origin() != null) {
          elsewhere.append(elsewhere.isEmpty() ? " (set elsewhere: " : ", ");
          elsewhere.append("--").append(argument.key()).append(" by ").append(argument.origin());
        }
      }
      throw elsewhere.isEmpty() ? e : new UsageException(e.getMessage() + elsewhere + ")");
    }
  }

  /** Everything that has a long name, and what it comes to after parsing. */
  public List<InForce> inForce() {
    List<InForce> all = new ArrayList<>();
    for (Declared<?> argument : declared) {
      if (!argument.key().isEmpty() && argument.shape() != Shape.HELP) {
        all.add(argument.inForce());
      }
    }
    return all;
  }

  List<Declared<?>> declared() {
    return declared;
  }

  /** The option of a long name without dashes, or null. */
  Declared<?> named(String key) {
    for (Declared<?> argument : declared) {
      if (argument.keys().contains(key)) {
        return argument;
      }
    }
    return null;
  }

  List<String> paragraphs() {
    return paragraphs;
  }

  List<Example> examples() {
    return examples;
  }
}
