package org.buckytools.ring;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

/**
 * Looks for instances that spread metrics evenly. A ring of few nodes gives some of them half as
 * much again as others, by the chance of where their entries fall; with other instances they fall
 * elsewhere. For one thread.
 */
public final class InstanceSearch {
  private final RingDefinition start;
  private final Random random;

  /**
   * A search.
   *
   * @param start nodes that have an instance keep it
   */
  public InstanceSearch(RingDefinition start, Random random) {
    this.start = start;
    this.random = random;
  }

  /**
   * A ring and how evenly it spreads metrics.
   *
   * @param ring the ring
   * @param least what the node with the least has of 65,536
   * @param most what the node with the most has
   */
  public record Found(Ring ring, int least, int most) {
    /** Looks at a ring. */
    public static Found of(Ring ring) {
      Collection<Integer> shares = ring.shares().values();
      return new Found(
          ring,
          shares.stream().min(Integer::compare).orElseThrow(),
          shares.stream().max(Integer::compare).orElseThrow());
    }

    /** The difference between both. */
    public int spread() {
      return most - least;
    }
  }

  /** Tries so many rings, and returns the one whose spread is least; nothing for no try. */
  public Optional<Found> best(int tries) {
    Optional<Found> best = Optional.empty();
    for (int i = 0; i < tries; i++) {
      RingDefinition tried =
          new RingDefinition(start.kind(), named(), start.replicas(), start.diverse());
      Found found = Found.of(tried.ring());
      if (best.isEmpty() || found.spread() < best.get().spread()) {
        best = Optional.of(found);
      }
    }
    return best;
  }

  private List<Node> named() {
    Set<String> taken = new HashSet<>();
    taken.add("");
    start.nodes().forEach(node -> taken.add(node.instance()));
    List<Node> nodes = new ArrayList<>();
    for (Node node : start.nodes()) {
      String instance = node.instance();
      while (!node.hasInstance() && !taken.add(instance)) {
        instance = String.format("%08x", random.nextInt());
      }
      nodes.add(new Node(node.host(), node.port(), instance));
    }
    return nodes;
  }
}
