package org.buckytools.cluster.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;

/**
 * Which hosts own a metric, as indexes: those of the holders in their order, then those of hosts of
 * the ring that are no holders. For one thread.
 */
final class Owners {
  // A ring of positions has few lists of owners and shares them; a jump ring makes one a metric.
  private static final int MOST_CACHED = 1 << 17;

  private final Lookup lookup;
  private final RoutedNames routed;
  private final RoutedNames.Keys keys;
  private final Map<String, Integer> indexes = new HashMap<>();
  private final List<String> hosts = new ArrayList<>();
  private final List<String> allHosts = Collections.unmodifiableList(hosts);
  private final Map<List<Node>, int[]> known = new IdentityHashMap<>();

  Owners(Ring ring, RoutedNames routed, List<Holder> holders) {
    this.lookup = ring.lookup();
    this.routed = routed;
    this.keys = routed.keys();
    for (Holder holder : holders) {
      // One beside the ring may be on a member's host; the member comes first.
      indexes.putIfAbsent(holder.host(), hosts.size());
      hosts.add(holder.host());
    }
    for (Node node : ring.definition().nodes()) {
      if (indexes.putIfAbsent(node.host(), hosts.size()) == null) {
        hosts.add(node.host());
      }
    }
  }

  /** All hosts, those of the holders first. */
  List<String> hosts() {
    return allHosts;
  }

  /**
   * The owners in their order, each host once.
   *
   * @return not to be changed; null if nobody may call the metric misplaced, wherever it is
   */
  int[] of(NameCursor name) {
    byte[] bytes = name.bytes();
    int length = name.length();
    if (routed.isWrittenLocally(bytes, length) || !keys.find(bytes, length)) {
      return null;
    }
    return of(lookup.replicas(keys.bytes(), keys.length()));
  }

  private int[] of(List<Node> nodes) {
    int[] same = known.get(nodes);
    if (same != null) {
      return same;
    }
    int[] owners = nodes.stream().mapToInt(node -> indexes.get(node.host())).distinct().toArray();
    if (known.size() < MOST_CACHED) {
      known.put(nodes, owners);
    }
    return owners;
  }
}
