package org.buckytools.cli.options;

import java.util.List;
import java.util.function.Predicate;
import org.buckytools.metric.GivenNames;

/**
 * Which metrics: those that match a pattern, or are in a list of names; all if neither is given.
 * Remembers which names of the list it has been asked about. Thread-safe.
 */
public final class MetricChoice implements Predicate<String> {
  private final List<Predicate<String>> patterns;
  private final GivenNames names;
  private final boolean all;

  MetricChoice(List<Predicate<String>> patterns, List<String> names, boolean all) {
    this.patterns = patterns;
    this.names = new GivenNames(names);
    this.all = all;
  }

  @Override
  public boolean test(String name) {
    return names.take(name) || all || patterns.stream().anyMatch(pattern -> pattern.test(name));
  }

  /** The names of the list that have not come, sorted. */
  public List<String> missing() {
    return names.missing();
  }
}
