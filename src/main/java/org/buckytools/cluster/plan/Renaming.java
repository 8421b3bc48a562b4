package org.buckytools.cluster.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;

/**
 * Which metrics are to be filled into which of another name. Several may go into one. Within a
 * cluster none may be both: what comes out would depend on which is done first. In memory, about
 * 300 bytes a metric that gets another name. For one thread.
 */
public final class Renaming {
  private final Map<MetricName, List<Source>> targets = new TreeMap<>();
  private final Set<String> found = new HashSet<>();
  private final boolean apart;

  private Renaming(boolean apart) {
    this.apart = apart;
  }

  /**
   * Within one cluster.
   *
   * @param map what will be renamed, as far as it is known already
   * @throws IOException if a metric would be both filled and filled from
   */
  public static Renaming within(Map<String, String> map) throws IOException {
    for (Map.Entry<String, String> entry : map.entrySet()) {
      if (map.containsKey(entry.getValue())) {
        throw chain(entry.getKey(), entry.getValue(), map.get(entry.getValue()));
      }
    }
    return new Renaming(false);
  }

  /** From one cluster into another that has no agent of it. */
  public static Renaming across() {
    return new Renaming(true);
  }

  /**
   * Adds a metric.
   *
   * @param target its other name
   * @param sources where it is
   * @throws IOException if that is no name
   */
  public void add(String metric, String target, List<Source> sources) throws IOException {
    found.add(metric);
    try {
      targets.computeIfAbsent(MetricName.of(target), name -> new ArrayList<>()).addAll(sources);
    } catch (InvalidNameException e) {
      throw new IOException(metric + " cannot become " + target + ": " + e.getMessage(), e);
    }
  }

  private static IOException chain(String metric, String target, String next) {
    return new IOException(
        metric.equals(target)
            ? metric + " would be filled into itself; leave it out"
            : metric
                + " would be filled into "
                + target
                + ", and that into "
                + next
                + "; what comes out would depend on the order: do it in two runs");
  }

  /**
   * The moves.
   *
   * @param unplaced told of names that nobody can tell the owner of
   * @throws IOException if a metric would be both filled and filled from
   */
  public void moves(Copies copies, MoveFile moves, Set<String> unplaced) throws IOException {
    for (Map.Entry<MetricName, List<Source>> target : targets.entrySet()) {
      String name = target.getKey().toString();
      if (!apart && found.contains(name)) {
        throw chain(target.getValue().getFirst().metric(), name, "another");
      }
      Optional<Move> move = copies.into(target.getKey(), target.getValue());
      if (move.isPresent()) {
        moves.add(move.get());
      } else {
        unplaced.add(name);
      }
    }
  }

  /** Those of a map that were not added: they are nowhere. */
  public Map<String, String> missing(Map<String, String> map) {
    Map<String, String> missing = new HashMap<>(map);
    missing.keySet().removeAll(found);
    return missing;
  }
}
