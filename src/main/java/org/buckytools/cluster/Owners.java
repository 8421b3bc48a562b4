package org.buckytools.cluster;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Node;
import org.buckytools.ring.Ring;

/** Which members to ask for a metric, and which to give it to. Thread-safe. */
public final class Owners {
  private final Cluster cluster;
  private final Ring ring;
  private final RoutedNames routed;

  /** Of the metrics of a cluster. */
  public Owners(Cluster cluster, RoutedNames routed) {
    this.cluster = cluster;
    this.ring = cluster.ring().ring();
    this.routed = routed;
  }

  /** The hosts that own it, in their order; none if nobody can know. */
  public List<String> hosts(MetricName metric) {
    Optional<String> key = routed.routedBy(metric);
    if (key.isEmpty() || routed.isWrittenLocally(metric)) {
      return List.of();
    }
    return ring.replicas(key.get()).stream().map(Node::host).distinct().toList();
  }

  /** All members, first the owners in their order: one of the others may have it too. */
  public List<Member> askedFor(MetricName metric) {
    Set<Member> all = new LinkedHashSet<>();
    for (String host : hosts(metric)) {
      cluster.member(host).ifPresent(all::add);
    }
    all.addAll(cluster.members());
    return new ArrayList<>(all);
  }
}
