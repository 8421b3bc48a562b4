package org.buckytools.cli.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.buckytools.console.Console;
import org.buckytools.console.InputNames;
import org.buckytools.metric.Glob;
import org.buckytools.metric.NameRegex;
import org.buckytools.store.Keys;
import org.buckytools.store.location.StoreLocation;

/** {@code --store}, {@code --storage-path} and {@code --metrics}: which backups. */
public final class StoreOption {
  private static final String VARIABLE = "BUCKY_STORE";

  private final Arg<Optional<StoreLocation>> store;
  private final Arg<String> storagePath;
  private final Arg<List<Glob>> metrics;
  private final Arg<List<Glob>> globs;
  private final Arg<List<NameRegex>> regexes;

  private StoreOption(
      Arg<Optional<StoreLocation>> store,
      Arg<String> storagePath,
      Arg<List<Glob>> metrics,
      Arg<List<Glob>> globs,
      Arg<List<NameRegex>> regexes) {
    this.store = store;
    this.storagePath = storagePath;
    this.metrics = metrics;
    this.globs = globs;
    this.regexes = regexes;
  }

  /**
   * Adds the options.
   *
   * @param syntax the command's
   * @return the options
   */
  public static StoreOption on(Syntax syntax) {
    return new StoreOption(
        syntax.option(
            "--store",
            new Kind<>(StoreLocation.class, "URL", StoreLocation::parse),
            "where the backups are: a directory, s3://BUCKET/PREFIX, swift://CONTAINER/PREFIX, or"
                + " noop: to keep nothing; else $"
                + VARIABLE),
        syntax.option(
            "--storage-path",
            new Kind<>(String.class, "TEXT", StoreOption::storagePath),
            "",
            "what the keys in the store begin with, before the metric's name; by default nothing"),
        syntax.repeatable(
            "-m, --metrics",
            new Kind<>(Glob.class, "GLOB", Glob::of),
            "only metrics whose whole name matches; * stands for dots too, - reads names from"
                + " standard input; may be given several times"),
        syntax.repeatable(
            "--glob", new Kind<>(Glob.class, "GLOB", Glob::of), "the same as --metrics, but for -"),
        syntax.repeatable(
            "--regex",
            new Kind<>(NameRegex.class, "RE", NameRegex::of),
            "also metrics in whose name a regular expression (RE2) is found"));
  }

  private static String storagePath(String text) {
    try {
      Keys.check(text + "metric");
      return text;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'"
              + text
              + "' cannot be what the keys in a store begin with: write it as host1/, without a"
              + " slash before it and without empty parts, . and ..",
          e);
    }
  }

  /**
   * Where the store is.
   *
   * @throws UsageException if nothing tells
   */
  public StoreLocation location(Console console) {
    if (store.value().isEmpty()) {
      throw new UsageException("where are the backups? Give --store URL or set " + VARIABLE);
    }
    return store.value().get().in(console::environment);
  }

  /** Whether the command line says where the backups are or how they are named there. */
  public boolean isGiven() {
    return store.isTyped() || storagePath.isTyped();
  }

  /** What all keys begin with. */
  public String storagePath() {
    return storagePath.value();
  }

  /** Whether names are to be read from standard input. */
  public boolean readsInput() {
    return metrics.value().stream().anyMatch(StoreOption::isInput);
  }

  private static boolean isInput(Glob glob) {
    return glob.toString().equals(InputNames.MARK);
  }

  /**
   * Which metrics; all if none are named.
   *
   * @throws IOException if standard input is to be read and cannot be
   */
  public MetricChoice metrics(Console console) throws IOException {
    List<Predicate<String>> patterns = new ArrayList<>(regexes.value());
    metrics.value().stream().filter(glob -> !isInput(glob)).forEach(patterns::add);
    patterns.addAll(globs.value());
    boolean lists = readsInput();
    List<String> names = lists ? InputNames.expand(console, List.of(InputNames.MARK)) : List.of();
    if (lists && names.isEmpty() && patterns.isEmpty()) {
      throw new UsageException("standard input holds no name");
    }
    return new MetricChoice(patterns, names, !lists && patterns.isEmpty());
  }
}
