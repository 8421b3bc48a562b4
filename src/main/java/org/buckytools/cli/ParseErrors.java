package org.buckytools.cli;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buckytools.cli.options.UsageException;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Words what the parser found wrong. */
final class ParseErrors {

  private ParseErrors() {}

  static UsageException worded(ParameterException e) {
    if (e instanceof UnmatchedArgumentException unmatched) {
      return new UsageException(unknown(unmatched.getCommandLine(), unmatched.getUnmatched()));
    }
    if (e instanceof MissingParameterException missing) {
      // A mistyped option is the likelier reason, and would not be told otherwise.
      List<String> unmatched = e.getCommandLine().getUnmatchedArguments();
      return new UsageException(
          unmatched.isEmpty() ? missing(missing) : unknown(e.getCommandLine(), unmatched));
    }
    if (e.getCause() instanceof TypeConversionException wrong && e.getArgSpec() != null) {
      return new UsageException(name(e.getArgSpec()) + ": " + wrong.getMessage());
    }
    return new UsageException(decapitalised(e.getMessage()));
  }

  private static String unknown(CommandLine parser, List<String> unmatched) {
    String first = unmatched.getFirst();
    Optional<String> instead = OtherPrograms.instead(parser.getCommandSpec(), first);
    if (!first.startsWith("-")) {
      return refused(parser, first)
          .orElse("unexpected argument '" + first + "'" + instead.map("; "::concat).orElse(""));
    }
    if (instead.isPresent()) {
      return "unknown option '" + first + "'; " + instead.get();
    }
    List<String> near = new UnmatchedArgumentException(parser, unmatched).getSuggestions();
    String guess =
        near.isEmpty()
            ? ""
            : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    return "unknown option '" + first + "'" + guess;
  }

  /**
   * Why a parameter of which there may be several does not take the argument. picocli ends the
   * parameter there instead of telling.
   */
  private static Optional<String> refused(CommandLine parser, String argument) {
    for (PositionalParamSpec parameter : parser.getCommandSpec().positionalParameters()) {
      if (parameter.arity().isVariable() && parameter.converters().length > 0) {
        try {
          parameter.converters()[0].convert(argument);
        } catch (TypeConversionException reason) {
          return Optional.of(parameter.paramLabel() + ": " + reason.getMessage());
        } catch (Exception unexpected) {
          throw new IllegalStateException(unexpected);
        }
      }
    }
    return Optional.empty();
  }

  private static String missing(MissingParameterException e) {
    ArgSpec first = e.getMissing().isEmpty() ? null : e.getMissing().getFirst();
    if (first == null || first.isOption()) {
      return decapitalised(e.getMessage());
    }
    return e.getMissing().stream().map(ArgSpec::paramLabel).collect(Collectors.joining(" and "))
        + (e.getMissing().size() == 1 ? " is" : " are")
        + " missing";
  }

  /** The name that comes first in the help, of an option the first long one. */
  private static String name(ArgSpec argument) {
    if (!(argument instanceof OptionSpec option)) {
      return argument.paramLabel();
    }
    for (String name : option.names()) {
      if (name.startsWith("--")) {
        return name;
      }
    }
    return option.longestName();
  }

  private static String decapitalised(String message) {
    return message.isEmpty()
        ? message
        : message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
  }
}
