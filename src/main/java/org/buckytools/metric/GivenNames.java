package org.buckytools.metric;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Names as somebody gave them, and which of them have been found. What is given as a tagged series,
 * {@code load;host=web1}, is found under either of the names that carbon may store it by. Others
 * are taken as they are, even if no metric can have them. Thread-safe.
 */
public final class GivenNames {
  private final Map<String, String> givenByStored = new LinkedHashMap<>();
  private final Set<String> missing;

  /**
   * None of which has been found yet.
   *
   * @param names as given
   */
  public GivenNames(Collection<String> names) {
    missing = new TreeSet<>(names);
    for (String name : names) {
      stored(name).forEach(stored -> givenByStored.put(stored, name));
    }
  }

  private static List<String> stored(String name) {
    if (!TaggedSeries.isOne(name)) {
      return List.of(name);
    }
    try {
      return new TaggedSeries(name).storedNames().stream().map(MetricName::toString).toList();
    } catch (InvalidNameException noSeries) {
      // There is none: whoever looks for it finds that.
      return List.of(name);
    }
  }

  /** Under what names they may be stored. */
  public List<String> stored() {
    return List.copyOf(givenByStored.keySet());
  }

  /**
   * Tells whether a metric is one of them, which then is missing no more.
   *
   * @param stored the name that it is stored by
   */
  public synchronized boolean take(String stored) {
    String given = givenByStored.get(stored);
    if (given != null) {
      missing.remove(given);
    }
    return given != null;
  }

  /** Those that have not been found, as given and sorted. */
  public synchronized List<String> missing() {
    return List.copyOf(missing);
  }
}
