package org.buckytools.ring;

import java.util.List;

/**
 * Tells which nodes own a metric. Immutable, and safe for use by several threads, each of which
 * looks metrics up through a {@link Lookup} of its own.
 */
public abstract sealed class Ring permits PointRing, JumpRing {

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

  /** The owners of the metrics with that hash. */
  abstract List<Node> owners(long hash);
}
