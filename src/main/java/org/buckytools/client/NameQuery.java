package org.buckytools.client;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.buckytools.metric.Glob;

/**
 * Which names to list.
 *
 * @param regex found anywhere in the name, in RE2's syntax
 * @param globs of which one matches the whole name
 * @param list of which it is one; absent for all
 * @param fields whether to tell size and time, where the agent can
 */
public record NameQuery(
    Optional<String> regex, List<Glob> globs, Optional<List<String>> list, boolean fields) {
  /** All names. */
  public static final NameQuery ALL =
      new NameQuery(Optional.empty(), List.of(), Optional.empty(), false);

  /** Copies the list. */
  public NameQuery {
    globs = List.copyOf(globs);
  }

  /** Names in which a regular expression is found. */
  public static NameQuery matching(String regex) {
    return new NameQuery(Optional.of(regex), List.of(), Optional.empty(), false);
  }

  /** Those of these names that there are. */
  public static NameQuery among(List<String> names) {
    return new NameQuery(Optional.empty(), List.of(), Optional.of(List.copyOf(names)), false);
  }

  /** Names that match one of the globs. */
  public static NameQuery matching(List<Glob> globs) {
    return new NameQuery(Optional.empty(), globs, Optional.empty(), false);
  }

  /** The same names with their fields. */
  public NameQuery withFields() {
    return new NameQuery(regex, globs, list, true);
  }

  Predicate<String> globbed() {
    return globs.isEmpty() ? name -> true : name -> globs.stream().anyMatch(g -> g.test(name));
  }
}
