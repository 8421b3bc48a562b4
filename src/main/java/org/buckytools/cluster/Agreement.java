package org.buckytools.cluster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.buckytools.client.Shown;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.HashRing;

/**
 * Whether the agents that answered have the same ring: kind, nodes, their order, and replication.
 *
 * @param ring what most of them have; where two are equally common, that of the first
 * @param differences of the others
 */
public record Agreement(RingDefinition ring, List<Difference> differences) {

  /**
   * A host whose ring is another.
   *
   * @param member the host
   * @param what in which way, for people
   */
  public record Difference(Member member, String what) {}

  static Agreement of(Cluster cluster) {
    Map<RingDefinition, Integer> votes = new HashMap<>();
    for (Member member : cluster.members()) {
      definition(member).ifPresent(ring -> votes.merge(ring, 1, Integer::sum));
    }
    RingDefinition most = cluster.ring();
    for (Map.Entry<RingDefinition, Integer> vote : votes.entrySet()) {
      if (vote.getValue() > votes.getOrDefault(most, 0)) {
        most = vote.getKey();
      }
    }
    List<Difference> differences = new ArrayList<>();
    for (Member member : cluster.members()) {
      String what = difference(most, member);
      if (!what.isEmpty()) {
        differences.add(new Difference(member, what));
      }
    }
    return new Agreement(most, List.copyOf(differences));
  }

  /** Whether they have. */
  public boolean isReached() {
    return differences.isEmpty();
  }

  private static Optional<RingDefinition> definition(Member member) {
    try {
      return member.ring().map(HashRing::definition);
    } catch (InvalidRingException unusable) {
      return Optional.empty();
    }
  }

  private static String difference(RingDefinition most, Member member) {
    if (member.ring().isEmpty()) {
      return "";
    }
    HashRing told = member.ring().get();
    RingDefinition theirs;
    try {
      theirs = told.definition();
    } catch (InvalidRingException unusable) {
      return "its ring cannot be used: " + Shown.of(unusable.getMessage());
    }
    List<String> all = new ArrayList<>();
    if (theirs.kind() != most.kind()) {
      all.add("its hash is " + kind(theirs) + ", not " + kind(most));
    }
    if (theirs.replicas() != most.replicas()) {
      all.add("it has " + theirs.replicas() + " replicas, not " + most.replicas());
    }
    if (theirs.diverse() != most.diverse()) {
      all.add(theirs.diverse() ? "its replicas are diverse" : "its replicas are not diverse");
    }
    nodes(theirs.nodes(), most.nodes()).ifPresent(all::add);
    if (!member.host().equals(told.name())) {
      all.add(
          "it calls itself '"
              + Shown.of(String.valueOf(told.name()))
              + "', which is not that host of the ring");
    }
    return String.join("; ", all);
  }

  private static String kind(RingDefinition ring) {
    return ring.kind().hash() + " of " + ring.kind().relay().word();
  }

  private static Optional<String> nodes(List<Node> theirs, List<Node> most) {
    if (theirs.equals(most)) {
      return Optional.empty();
    }
    String extra = without(theirs, most);
    String missing = without(most, theirs);
    if (extra.isEmpty() && missing.isEmpty()) {
      return Optional.of("its nodes are in another order");
    }
    return Optional.of(
        (missing.isEmpty() ? "" : "it lacks the nodes " + missing)
            + (missing.isEmpty() || extra.isEmpty() ? "" : " and ")
            + (extra.isEmpty() ? "" : "has the nodes " + extra + " more"));
  }

  private static String without(List<Node> some, List<Node> others) {
    HashSet<Node> known = new HashSet<>(others);
    return some.stream()
        .filter(node -> !known.contains(node))
        .map(Node::toString)
        .collect(Collectors.joining(", "));
  }
}
