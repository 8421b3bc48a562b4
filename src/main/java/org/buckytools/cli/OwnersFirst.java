package org.buckytools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.cluster.Cluster;
import org.buckytools.cluster.Listing;
import org.buckytools.cluster.Member;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;

/** Says of a listed metric which of its holders own it. For one thread. */
final class OwnersFirst {
  private final Lookup lookup;
  private final RoutedNames routed;

  OwnersFirst(Cluster cluster, RoutedNames routed) {
    this.lookup = cluster.ring().ring().lookup();
    this.routed = routed;
  }

  /** All who have it, its owners before others. */
  Copies copies(Listing listing) {
    MetricName name = MetricName.of(listing.name().text());
    List<String> owners = owners(name).orElse(List.of());
    List<Member> members = new ArrayList<>();
    List<Member> others = new ArrayList<>();
    for (int i = 0; i < listing.holders(); i++) {
      Member holder = listing.holder(i);
      (owners.contains(holder.host()) ? members : others).add(holder);
    }
    members.addAll(others);
    return new Copies(name, members);
  }

  /** Those who have it and do not own it; none if nobody can say who does. */
  List<Copies> misplaced(Listing listing) {
    MetricName name = MetricName.of(listing.name().text());
    Optional<List<String>> owners = owners(name);
    List<Copies> misplaced = new ArrayList<>();
    for (int i = 0; i < listing.holders() && owners.isPresent(); i++) {
      Member holder = listing.holder(i);
      if (!owners.get().contains(holder.host())) {
        misplaced.add(new Copies(name, List.of(holder)));
      }
    }
    return misplaced;
  }

  private Optional<List<String>> owners(MetricName name) {
    if (routed.isWrittenLocally(name)) {
      return Optional.empty();
    }
    return routed
        .routedBy(name)
        .map(key -> lookup.replicas(key).stream().map(Node::host).distinct().toList());
  }
}
