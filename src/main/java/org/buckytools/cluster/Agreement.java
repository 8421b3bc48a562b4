package org.buckytools.cluster;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.buckytools.client.Shown;
import org.buckytools.ring.RingDefinition;
import org.buckytools.wire.HashRing;
import org.buckytools.wire.RingAgreement;

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
    Map<String, HashRing> told = new LinkedHashMap<>();
    for (Member member : cluster.members()) {
      member.ring().ifPresent(ring -> told.put(member.host(), ring));
    }
    RingAgreement agreement = RingAgreement.of(cluster.ring(), told, Shown::of);
    List<Difference> differences = new ArrayList<>();
    for (Member member : cluster.members()) {
      String what = agreement.differences().get(member.host());
      if (what != null) {
        differences.add(new Difference(member, what));
      }
    }
    return new Agreement(agreement.ring(), List.copyOf(differences));
  }

  /** Whether they have. */
  public boolean isReached() {
    return differences.isEmpty();
  }
}
