package org.buckytools.cli.options;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Which metrics: those that match a pattern, or are in a list of names; all if neither is given.
 * Remembers which names of the list it has been asked about. Thread-safe.
 */
public final class MetricChoice implements Predicate<String> {
  private final List<Predicate<String>> patterns;
  private final Set<String> names;
  private final Set<String> unseen;
  private final boolean all;

  MetricChoice(List<Predicate<String>> patterns, List<String> names, boolean all) {
    this.patterns = patterns;
    this.names = Set.copyOf(names);
    this.unseen = new HashSet<>(names);
    this.all = all;
  }

  @Override
  public boolean test(String name) {
    if (names.contains(name)) {
      synchronized (this) {
        unseen.remove(name);
      }
      return true;
    }
    return all || patterns.stream().anyMatch(pattern -> pattern.test(name));
  }

  /** The names of the list that have not come, sorted. */
  public synchronized List<String> missing() {
    return unseen.stream().sorted().toList();
  }
}
