package org.buckytools.cli.options;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.buckytools.client.NameQuery;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.metric.GivenNames;
import org.buckytools.metric.Glob;
import org.buckytools.metric.NameRegex;

/**
 * Which metrics, of a command whose parameters are something else: {@code -r/--regex REGEX}, {@code
 * --glob GLOB}, {@code --list FILE}; all of what is given has to hold.
 */
public final class MetricFilter {
  private final Arg<Optional<String>> regex;
  private final Arg<List<Glob>> globs;
  private final Arg<Optional<Path>> list;

  private MetricFilter(
      Arg<Optional<String>> regex, Arg<List<Glob>> globs, Arg<Optional<Path>> list) {
    this.regex = regex;
    this.globs = globs;
    this.list = list;
  }

  /** Adds the options. */
  public static MetricFilter on(Syntax syntax) {
    return new MetricFilter(
        syntax.option(
            "-r, --regex",
            new Kind<>(String.class, "REGEX", MetricFilter::regex),
            "only metrics in whose name that is found, in RE2's syntax"),
        syntax.repeatable(
            "--glob",
            new Kind<>(Glob.class, "GLOB", Glob::of),
            "only metrics whose whole name matches; * stands for dots too; may be repeated"),
        syntax.option(
            "--list",
            Kind.path("FILE"),
            "only metrics or tagged series that the file names, one a line; - reads stdin"));
  }

  private static String regex(String text) {
    NameRegex.of(text);
    return text;
  }

  /** Whether not all metrics are meant. */
  public boolean isGiven() {
    return regex.value().isPresent() || !globs.value().isEmpty() || list.value().isPresent();
  }

  /**
   * What to ask agents for.
   *
   * @throws IOException if the list cannot be read
   */
  public NameQuery query(Console console) throws IOException {
    Optional<List<String>> names = Optional.empty();
    if (list.value().isPresent()) {
      names = Optional.of(new GivenNames(listed(console, list.value().get())).stored());
    }
    return new NameQuery(regex.value(), globs.value(), names, false);
  }

  private static List<String> listed(Console console, Path file) throws IOException {
    if (file.toString().equals(InputNames.MARK)) {
      return InputNames.expand(console, List.of(InputNames.MARK));
    }
    return Files.readAllLines(file, StandardCharsets.UTF_8).stream()
        .map(String::strip)
        .filter(line -> !line.isEmpty())
        .toList();
  }
}
