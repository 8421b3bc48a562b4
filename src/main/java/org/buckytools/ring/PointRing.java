package org.buckytools.ring;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A ring of positions, on which every node has a hundred entries. The first entry at or after the
 * position of a metric names its first owner, the entries that follow the others.
 *
 * <p>The owners at each entry are found once. A table over the upper 16 bits of a position says
 * where to begin; where positions have no more bits it is the whole answer.
 */
final class PointRing extends Ring {

  private static final int ENTRIES_OF_A_NODE = 100;
  private static final int TABLE_BITS = 16;

  /** The owners for metrics up to an entry's position; after the last, those of the first again. */
  private final List<List<Node>> owners;

  private final long[] positions;
  private final int[] table = new int[1 << TABLE_BITS];
  private final int lowerBits;

  private record Entry(long position, Node node) {}

  PointRing(RingDefinition definition) {
    super(definition);
    List<Entry> entries = entries(definition);
    positions = entries.stream().mapToLong(Entry::position).toArray();
    lowerBits = definition.kind().keyHash().bits() - TABLE_BITS;
    int next = 0;
    for (int i = 0; i < table.length; i++) {
      while (next < positions.length && positions[next] < (long) i << lowerBits) {
        next++;
      }
      table[i] = next;
    }
    owners = owners(entries, definition);
  }

  private static List<Entry> entries(RingDefinition definition) {
    RingKind kind = definition.kind();
    KeyHash hash = KeyHash.of(kind.keyHash());
    List<Entry> entries = new ArrayList<>();
    Set<Long> taken = new HashSet<>();
    for (Node node : definition.nodes()) {
      for (int i = 0; i < ENTRIES_OF_A_NODE; i++) {
        long position = hash.of(kind.entryKey(node, i));
        while (!taken.add(position) && kind.collision() == RingKind.Collision.NEXT_FREE) {
          // This may lead beyond the greatest hash; the entry is then reached by walking on only.
          position++;
        }
        entries.add(new Entry(position, node));
      }
    }
    entries.sort(
        Comparator.comparingLong(Entry::position).thenComparing(Entry::node, kind.order()));
    return kind.collision() == RingKind.Collision.FIRST_WINS ? firstOfEach(entries) : entries;
  }

  private static List<Entry> firstOfEach(List<Entry> sorted) {
    List<Entry> first = new ArrayList<>();
    for (Entry entry : sorted) {
      if (first.isEmpty() || first.getLast().position() != entry.position()) {
        first.add(entry);
      }
    }
    return first;
  }

  private static List<List<Node>> owners(List<Entry> entries, RingDefinition definition) {
    Map<List<Node>, List<Node>> shared = new HashMap<>();
    List<List<Node>> owners = new ArrayList<>(entries.size() + 1);
    for (int i = 0; i < entries.size(); i++) {
      List<Node> found = walk(entries, i, definition);
      owners.add(shared.computeIfAbsent(found, List::copyOf));
    }
    owners.add(owners.getFirst());
    return owners;
  }

  private static List<Node> walk(List<Entry> entries, int start, RingDefinition definition) {
    List<Node> found = new ArrayList<>();
    Set<Object> used = new HashSet<>();
    for (int i = 0; i < entries.size() && found.size() < definition.replicas(); i++) {
      Node node = entries.get((start + i) % entries.size()).node();
      if (used.add(definition.diverse() ? node.host() : node)) {
        found.add(node);
      }
    }
    return found;
  }

  @Override
  List<Node> owners(long hash) {
    int entry = table[(int) (hash >>> lowerBits)];
    if (lowerBits > 0) {
      while (entry < positions.length && positions[entry] < hash) {
        entry++;
      }
    }
    return owners.get(entry);
  }
}
