package org.buckytools.cli.options;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buckytools.client.NameQuery;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.metric.GivenNames;
import org.buckytools.metric.Glob;
import org.buckytools.metric.NameRegex;

/**
 * Which metrics: {@code NAME…}, {@code -} for those of standard input, or patterns with {@code
 * -r/--regex} or {@code --glob}.
 */
public final class NameSelection {
  private final Arg<List<String>> names;
  private final Arg<Boolean> regex;
  private final Arg<Boolean> glob;

  private NameSelection(Syntax syntax, int least, String absent) {
    names =
        syntax.parameters(
            Kind.text("NAME"), least, "metrics or tagged series; - reads them from stdin" + absent);
    regex =
        syntax.flag(
            "-r, --regex", "NAME is a regular expression (RE2), found anywhere in a metric's name");
    glob = syntax.flag("--glob", "NAME is a pattern of the whole name; * stands for dots too");
    syntax.check(this::check);
  }

  /** Adds the parameters; without any all metrics are meant. */
  public static NameSelection orAll(Syntax syntax) {
    return new NameSelection(syntax, 0, "; by default all");
  }

  /** Adds the parameters, of which one at least must be given. */
  public static NameSelection required(Syntax syntax) {
    return new NameSelection(syntax, 1, "");
  }

  private void check() {
    if (regex.value() && glob.value()) {
      throw new UsageException("NAME cannot be both; give either --regex or --glob");
    }
    if ((regex.value() || glob.value()) && names.value().isEmpty()) {
      throw new UsageException("give the patterns as NAME");
    }
    if (names.value().contains("")) {
      throw new UsageException("an empty NAME selects nothing; is a variable not set?");
    }
    if (glob.value()) {
      try {
        names.value().forEach(Glob::of);
      } catch (IllegalArgumentException e) {
        throw new UsageException(e.getMessage());
      }
    }
  }

  /** Whether names are given as patterns, or none, so that agents must be asked which there are. */
  public boolean isOpen() {
    return regex.value() || glob.value() || names.value().isEmpty();
  }

  /**
   * The names as given, if they are not patterns.
   *
   * @throws IOException if standard input cannot be read
   */
  public List<String> names(Console console) throws IOException {
    return InputNames.expand(console, names.value());
  }

  /**
   * What to ask agents for.
   *
   * @throws IOException if standard input cannot be read
   */
  public NameQuery query(Console console) throws IOException {
    if (names.value().isEmpty()) {
      return NameQuery.ALL;
    }
    List<String> given = names(console);
    if (isOpen() && given.isEmpty()) {
      throw new UsageException("standard input holds no pattern");
    }
    if (regex.value()) {
      given.forEach(NameSelection::checkRegex);
      String any =
          given.size() == 1
              ? given.getFirst()
              : given.stream().collect(Collectors.joining(")|(?:", "(?:", ")"));
      checkRegex(any);
      return NameQuery.matching(any);
    }
    return glob.value()
        ? new NameQuery(
            Optional.empty(), given.stream().map(Glob::of).toList(), Optional.empty(), false)
        : NameQuery.among(new GivenNames(given).stored());
  }

  // Told here it is told once, and not as the failure of every host.
  private static void checkRegex(String regex) {
    try {
      NameRegex.of(regex);
    } catch (IllegalArgumentException e) {
      throw new UsageException(e.getMessage());
    }
  }
}
