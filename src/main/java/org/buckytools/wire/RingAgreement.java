package org.buckytools.wire;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.buckytools.ring.InvalidRingException;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;

/**
 * Whether agents have told the same ring: kind, nodes, their order, and replication.
 *
 * @param ring what most of them have; where two are equally common, that of the first
 * @param differences of the others by their hosts, for people
 */
public record RingAgreement(RingDefinition ring, Map<String, String> differences) {

  /**
   * Compares what was told.
   *
   * @param first the ring of whoever was asked first
   * @param told by hosts, in the order of the ring
   * @param shown makes what agents have sent fit for a message
   */
  public static RingAgreement of(
      RingDefinition first, Map<String, HashRing> told, UnaryOperator<String> shown) {
    Map<RingDefinition, Integer> votes = new HashMap<>();
    for (HashRing ring : told.values()) {
      definition(ring).ifPresent(usable -> votes.merge(usable, 1, Integer::sum));
    }
    RingDefinition most = first;
    for (Map.Entry<RingDefinition, Integer> vote : votes.entrySet()) {
      if (vote.getValue() > votes.getOrDefault(most, 0)) {
        most = vote.getKey();
      }
    }
    Map<String, String> differences = new LinkedHashMap<>();
    for (Map.Entry<String, HashRing> one : told.entrySet()) {
      String what = difference(most, one.getKey(), one.getValue(), shown);
      if (!what.isEmpty()) {
        differences.put(one.getKey(), what);
      }
    }
    return new RingAgreement(most, differences);
  }

  private static Optional<RingDefinition> definition(HashRing ring) {
    try {
      return Optional.of(ring.definition());
    } catch (InvalidRingException unusable) {
      return Optional.empty();
    }
  }

  private static String difference(
      RingDefinition most, String host, HashRing told, UnaryOperator<String> shown) {
    RingDefinition theirs;
    try {
      theirs = told.definition();
    } catch (InvalidRingException unusable) {
      return "its ring cannot be used: " + shown.apply(unusable.getMessage());
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
    if (!host.equals(told.name())) {
      all.add(
          "it calls itself '"
              + shown.apply(String.valueOf(told.name()))
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
