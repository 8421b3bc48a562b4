package org.buckytools.cli.options;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.buckytools.client.NameQuery;
import org.buckytools.cluster.plan.Substitution;
import org.buckytools.console.Console;
import org.buckytools.console.InputMap;

/**
 * Which metrics get which other name: {@code MAP} or {@code --rename s/OLD/NEW/}, with {@code
 * --ignore404}.
 */
public final class RenameOptions {
  private final Arg<Optional<String>> map;
  private final Arg<Optional<Substitution>> rename;
  private final Arg<Boolean> ignoreMissing;

  private RenameOptions(Syntax syntax) {
    map = syntax.optionalParameter(Kind.text("MAP"), "the file, {\"OLD\": \"NEW\", …}, or -");
    rename =
        syntax.option(
            "--rename",
            new Kind<>(Substitution.class, "s/OLD/NEW/", Substitution::parse),
            "rename by a regular expression; \\1 is a group, & the match; flags g and i");
    ignoreMissing = syntax.flag("--ignore404", "old metrics that are nowhere are no failure");
  }

  /** Adds the options, of which one must be given. */
  public static RenameOptions required(Syntax syntax) {
    RenameOptions options = new RenameOptions(syntax);
    syntax.check(() -> options.check(options.isGiven()));
    return options;
  }

  /** Adds the options; without them names stay. */
  public static RenameOptions optional(Syntax syntax) {
    RenameOptions options = new RenameOptions(syntax);
    syntax.check(() -> options.check(true));
    return options;
  }

  private void check(boolean enough) {
    if (!enough || isMap() && rename.value().isPresent()) {
      throw new UsageException("give either MAP or --rename");
    }
  }

  /** Whether any metric may get another name. */
  public boolean isGiven() {
    return isMap() || rename.value().isPresent();
  }

  /** Whether there is a map, which names all metrics that are meant. */
  public boolean isMap() {
    return map.value().isPresent();
  }

  /** Whether names of the map that are nowhere are well. */
  public boolean ignoresMissing() {
    return ignoreMissing.value();
  }

  /**
   * What is meant.
   *
   * @throws IOException if the map cannot be read
   */
  public Names names(Console console) throws IOException {
    return new Names(
        isMap() ? InputMap.read(console, map.value().get()) : Map.of(), rename.value());
  }

  /**
   * Other names.
   *
   * @param map by the old ones; empty if there is a substitution
   * @param rename what makes them otherwise
   */
  public record Names(Map<String, String> map, Optional<Substitution> rename) {
    /** The other name of a metric; nothing if it gets none. */
    public Optional<String> of(String metric) {
      return rename.isPresent() ? rename.get().of(metric) : Optional.ofNullable(map.get(metric));
    }

    /**
     * What to ask agents for.
     *
     * @param filter what counts if there is no map
     */
    public NameQuery query(NameQuery filter) {
      return rename.isPresent() ? filter : NameQuery.among(new ArrayList<>(map.keySet()));
    }
  }
}
