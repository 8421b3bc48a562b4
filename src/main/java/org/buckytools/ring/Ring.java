package org.buckytools.ring;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells which nodes own a metric. Immutable, and safe for use by several threads, each of which
 * looks metrics up through a {@link Lookup} of its own.
 */
public abstract sealed class Ring permits PointRing, JumpRing {

  private static final int SHARE_BITS = 16;
  // Odd, so that no two products are the same: 2^64 divided by the golden ratio.
  private static final long SPREAD = 0x9E37_79B9_7F4A_7C15L;

  private final RingDefinition definition;

  Ring(RingDefinition definition) {
    this.definition = definition;
  }

  /**
   * What it was built from.
   *
   * @return the definition
   */
  public final RingDefinition definition() {
    return definition;
  }

  /**
   * A way to look up many metrics without allocating anything for each.
   *
   * @return a lookup for one thread
   */
  public final Lookup lookup() {
    return new Lookup(this);
  }

  /**
   * The owners of one metric. For many use {@link #lookup}.
   *
   * @param metric the name, or the series if it is tagged, as the relay sees it
   * @return the owners in their order, without repetition, unmodifiable
   */
  public final List<Node> replicas(String metric) {
    return lookup().replicas(metric);
  }

  /**
   * How evenly metrics are spread: how many of 65,536 hashes, which are as far apart as they can
   * be, have each node as their first owner.
   *
   * @return every node once, in the order of the definition
   */
  public final Map<Node, Integer> shares() {
    Map<Node, Integer> shares = new LinkedHashMap<>();
    definition.nodes().forEach(node -> shares.put(node, 0));
    RingKind kind = definition.kind();
    int shift = kind.isJump() ? 0 : kind.keyHash().bits() - SHARE_BITS;
    Node last = definition.nodes().getFirst();
    int run = 0;
    for (long i = 0; i < 1 << SHARE_BITS; i++) {
      Node owner = owners(kind.isJump() ? i * SPREAD : i << shift).getFirst();
      if (owner != last) {
        shares.merge(last, run, Integer::sum);
        last = owner;
        run = 0;
      }
      run++;
    }
    shares.merge(last, run, Integer::sum);
    return shares;
  }

  /**
   * How evenly copies of metrics are spread over hosts, by the same 65,536 hashes.
   *
   * @return every host once, in the order of the definition, with its part of all copies, 0 to 1
   */
  public final Map<String, Double> hostShares() {
    Map<String, Double> shares = new LinkedHashMap<>();
    definition.nodes().forEach(node -> shares.put(node.host(), 0.0));
    RingKind kind = definition.kind();
    int shift = kind.isJump() ? 0 : kind.keyHash().bits() - SHARE_BITS;
    double copies = 0;
    for (long i = 0; i < 1 << SHARE_BITS; i++) {
      List<Node> owners = owners(kind.isJump() ? i * SPREAD : i << shift);
      for (int j = 0; j < owners.size(); j++) {
        String host = owners.get(j).host();
        boolean isFirst = true;
        for (int k = 0; k < j; k++) {
          isFirst &= !owners.get(k).host().equals(host);
        }
        if (isFirst) {
          shares.merge(host, 1.0, Double::sum);
          copies++;
        }
      }
    }
    double all = copies;
    shares.replaceAll((host, part) -> part / all);
    return shares;
  }

  /** The owners of the metrics with that hash. */
  abstract List<Node> owners(long hash);
}
