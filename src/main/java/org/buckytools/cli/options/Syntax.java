package org.buckytools.cli.options;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * What one command accepts, and its help.
 *
 * <p>Declared by calls rather than by annotations, which take three times as long to read at
 * start-up (docs/decisions/command-classes.md). Positional parameters are declared in their order.
 * The name of an option is written as in the help: {@code "-r, --recursive"}. For one thread and
 * one run.
 */
public final class Syntax {

  private final CommandSpec spec;
  private final List<Runnable> checks = new ArrayList<>();
  private final List<String> examples = new ArrayList<>();
  private int positions;

  /**
   * The syntax of a command that accepts nothing yet.
   *
   * @param spec receives the declarations
   */
  public Syntax(CommandSpec spec) {
    this.spec = spec.interpolateVariables(false);
  }

  /**
   * Says what the command does.
   *
   * @param paragraphs complete sentences; each paragraph is wrapped to the width of the help
   * @return this
   */
  public Syntax description(String... paragraphs) {
    List<String> lines = new ArrayList<>();
    for (String paragraph : paragraphs) {
      lines.add(formatted(paragraph));
      lines.add("");
    }
    spec.usageMessage().description(lines.toArray(String[]::new));
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
    if (examples.isEmpty()) {
      examples.add("");
      examples.add("Examples:");
    }
    examples.add("  " + formatted(command));
    examples.add("      " + formatted(effect));
    spec.usageMessage().footer(examples.toArray(String[]::new));
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
    PositionalParamSpec parameter = positional(kind, help).arity("1").required(true).build();
    spec.addPositional(parameter);
    return new Arg<>(parameter::getValue);
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
    PositionalParamSpec parameter = positional(kind, help).arity("0..1").build();
    spec.addPositional(parameter);
    return new Arg<>(() -> Optional.ofNullable(parameter.<T>getValue()));
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
    PositionalParamSpec parameter =
        PositionalParamSpec.builder()
            .index(positions + "..*")
            .arity(least + "..*")
            .required(least > 0)
            .paramLabel(kind.label())
            .type(List.class)
            .auxiliaryTypes(kind.type())
            .converters(text -> convert(kind, text))
            .completionCandidates(kind.choices().isEmpty() ? null : kind.choices())
            .description(plain(help))
            .build();
    positions++;
    spec.addPositional(parameter);
    return list(parameter);
  }

  private <T> PositionalParamSpec.Builder positional(Kind<T> kind, String help) {
    return PositionalParamSpec.builder()
        .index(Integer.toString(positions++))
        .paramLabel(kind.label())
        .type(kind.type())
        .converters(text -> convert(kind, text))
        .completionCandidates(kind.choices().isEmpty() ? null : kind.choices())
        .description(plain(help));
  }

  /**
   * Adds an option without a value.
   *
   * @param names such as {@code "-r, --recursive"}
   * @param help what it means
   * @return the option, true if it is given
   */
  public Arg<Boolean> flag(String names, String help) {
    OptionSpec option =
        OptionSpec.builder(split(names)).type(boolean.class).description(plain(help)).build();
    spec.addOption(option);
    return new Arg<>(() -> Boolean.TRUE.equals(option.getValue()));
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
    OptionSpec option = valued(names, kind, help);
    return new Arg<>(() -> Optional.ofNullable(option.<T>getValue()));
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
    OptionSpec option = valued(names, kind, help);
    return new Arg<>(
        () -> {
          T value = option.getValue();
          return value == null ? absent : value;
        });
  }

  private <T> OptionSpec valued(String names, Kind<T> kind, String help) {
    OptionSpec option =
        OptionSpec.builder(split(names))
            .arity("1")
            .paramLabel(kind.label())
            .type(kind.type())
            .converters(text -> convert(kind, text))
            .completionCandidates(kind.choices().isEmpty() ? null : kind.choices())
            .description(plain(help))
            .build();
    spec.addOption(option);
    return option;
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
    OptionSpec option =
        OptionSpec.builder(split(names))
            .arity("1")
            .paramLabel(kind.label())
            .type(List.class)
            .auxiliaryTypes(kind.type())
            .converters(text -> convert(kind, text))
            .completionCandidates(kind.choices().isEmpty() ? null : kind.choices())
            .description(plain(help))
            .build();
    spec.addOption(option);
    return list(option);
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
   * @throws UsageException if one fails
   */
  public void validate() {
    checks.forEach(Runnable::run);
  }

  private static <T> Arg<List<T>> list(ArgSpec spec) {
    return new Arg<>(
        () -> {
          List<T> values = spec.getValue();
          return values == null ? List.of() : List.copyOf(values);
        });
  }

  private static <T> T convert(Kind<T> kind, String text) {
    try {
      return kind.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }

  private static String[] split(String names) {
    return names.split(", ");
  }

  // picocli looks for markup in all texts and formats some of them: those of options only where it
  // expands variables, which is off, the others always.
  private static String plain(String text) {
    return text.replace("@|", "@ |");
  }

  private static String formatted(String text) {
    return plain(text).replace("%", "%%");
  }
}
