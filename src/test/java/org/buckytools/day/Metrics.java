package org.buckytools.day;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The metrics of the day, by their first names.
 *
 * @param flowing those that get points all day
 * @param quiet those that got some long ago
 */
record Metrics(List<String> flowing, List<String> quiet) {
  private static final List<String> GROUPS = List.of("servers", "app", "network");
  private static final int QUIET = 8;

  /** So many; one in eight is quiet, and a third begins with {@code app}. */
  static Metrics of(int count) {
    List<String> flowing = new ArrayList<>();
    List<String> quiet = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      String metric = "%s.node%03d.load".formatted(GROUPS.get(i % GROUPS.size()), i);
      (i % QUIET == 0 ? quiet : flowing).add(metric);
    }
    return new Metrics(List.copyOf(flowing), List.copyOf(quiet));
  }

  /** All of them. */
  List<String> all() {
    return Stream.concat(flowing.stream(), quiet.stream()).toList();
  }
}
