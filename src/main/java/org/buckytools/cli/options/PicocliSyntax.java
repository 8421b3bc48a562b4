package org.buckytools.cli.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buckytools.cli.options.Declared.Shape;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/**
 * A {@link Syntax} in picocli's terms, for help, completion and command lines that are not plain.
 */
public final class PicocliSyntax {

  private final CommandSpec spec;
  private final Map<Declared<?>, ArgSpec> arguments = new LinkedHashMap<>();

  /**
   * Translates a syntax.
   *
   * @param syntax what a command declared
   * @param spec receives it
   */
  public PicocliSyntax(Syntax syntax, CommandSpec spec) {
    this.spec = spec.interpolateVariables(false);
    int position = 0;
    for (Declared<?> declared : syntax.declared()) {
      if (declared.shape().isOption()) {
        OptionSpec option = option(declared);
        arguments.put(declared, option);
        spec.addOption(option);
      } else {
        PositionalParamSpec parameter = parameter(declared, position++);
        arguments.put(declared, parameter);
        spec.addPositional(parameter);
      }
    }
    describe(syntax);
  }

  private void describe(Syntax syntax) {
    List<String> description = new ArrayList<>();
    for (String paragraph : syntax.paragraphs()) {
      description.add(formatted(paragraph));
      description.add("");
    }
    spec.usageMessage().description(description.toArray(String[]::new));
    List<String> footer = new ArrayList<>();
    for (Syntax.Example example : syntax.examples()) {
      if (footer.isEmpty()) {
        footer.add("");
        footer.add("Examples:");
      }
      footer.add("  " + formatted(example.command()));
      footer.add("      " + formatted(example.effect()));
    }
    spec.usageMessage().footer(footer.toArray(String[]::new));
  }

  /** Hands the values that picocli has parsed to the command's arguments. */
  public void takeValues() {
    arguments.forEach(PicocliSyntax::takeValue);
  }

  private static <T> void takeValue(Declared<T> declared, ArgSpec argument) {
    declared.clear();
    Object value = argument.getValue();
    List<String> texts = argument.originalStringValues();
    if (declared.shape().takesMany() && value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        declared.take(boxed(declared, list.get(i)), texts.get(i));
      }
    } else if (value != null && !Boolean.FALSE.equals(value)) {
      declared.take(boxed(declared, value), texts.isEmpty() ? "" : texts.getFirst());
    }
  }

  @SuppressWarnings("unchecked") // The value comes from this kind's parser.
  private static <T> T boxed(Declared<T> declared, Object value) {
    return (T) value;
  }

  private static <T> OptionSpec option(Declared<T> declared) {
    OptionSpec.Builder option =
        OptionSpec.builder(declared.names().toArray(String[]::new))
            .description(plain(declared.help()));
    if (declared.shape() == Shape.FLAG || declared.shape() == Shape.HELP) {
      return option.type(boolean.class).usageHelp(declared.shape() == Shape.HELP).build();
    }
    Kind<T> kind = declared.kind();
    return option
        .arity("1")
        .paramLabel(kind.label())
        .type(declared.shape().takesMany() ? List.class : kind.type())
        .auxiliaryTypes(kind.type())
        .converters(text -> convert(kind, text))
        .completionCandidates(kind.choices().isEmpty() ? null : kind.choices())
        .build();
  }

  private static <T> PositionalParamSpec parameter(Declared<T> declared, int position) {
    Kind<T> kind = declared.kind();
    PositionalParamSpec.Builder parameter =
        PositionalParamSpec.builder()
            .description(plain(declared.help()))
            .required(declared.shape().isRequired())
            .paramLabel(kind.label())
            .type(declared.shape().takesMany() ? List.class : kind.type())
            .auxiliaryTypes(kind.type())
            .converters(text -> convert(kind, text))
            .completionCandidates(kind.choices().isEmpty() ? null : kind.choices());
    return declared.shape().takesMany()
        ? parameter.index(position + "..*").arity(declared.least() + "..*").build()
        : parameter.index(Integer.toString(position)).arity(declared.least() + "..1").build();
  }

  private static <T> T convert(Kind<T> kind, String text) {
    try {
      return kind.parser().apply(text);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
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
