package org.buckytools.ring;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The jump hash of Lamping and Veach ("A Fast, Minimal Memory, Consistent Hash Algorithm", 2014)
 * over an order of nodes. For replicas the hash is scrambled by xorshift64* and the last of the
 * nodes takes the place of the one chosen.
 */
final class JumpRing extends Ring {

  private static final long JUMP_FACTOR = 2862933555777941757L;
  private static final long SCRAMBLE_FACTOR = 2685821657736338717L;

  private final Node[] nodes;

  /** Each node alone, for rings without replicas. */
  private final List<List<Node>> single;

  private final int replicas;

  JumpRing(RingDefinition definition) {
    super(definition);
    List<Node> ordered =
        definition.kind() == RingKind.JUMP_FNV1A
            ? InstanceOrder.ofBuckyd(definition.nodes())
            : InstanceOrder.ofCRelay(definition.nodes());
    nodes = ordered.toArray(Node[]::new);
    single = ordered.stream().map(List::of).toList();
    replicas = Math.min(definition.replicas(), nodes.length);
  }

  @Override
  List<Node> owners(long hash) {
    if (replicas == 1) {
      return single.get(bucket(hash, nodes.length));
    }
    Node[] left = Arrays.copyOf(nodes, nodes.length);
    List<Node> owners = new ArrayList<>(replicas);
    long scrambled = hash;
    for (int count = nodes.length; ; ) {
      int chosen = bucket(scrambled, count);
      owners.add(left[chosen]);
      if (owners.size() == replicas) {
        return List.copyOf(owners);
      }
      scrambled = scramble(scrambled);
      count--;
      left[chosen] = left[count];
    }
  }

  private static int bucket(long hash, int count) {
    long key = hash;
    long bucket = -1;
    long next = 0;
    while (next < count) {
      bucket = next;
      key = key * JUMP_FACTOR + 1;
      next = (long) ((bucket + 1) * ((double) (1L << 31) / ((key >>> 33) + 1)));
    }
    return (int) bucket;
  }

  private static long scramble(long hash) {
    long bits = hash ^ hash >>> 12;
    bits ^= bits << 25;
    bits ^= bits >>> 27;
    return bits * SCRAMBLE_FACTOR;
  }
}
