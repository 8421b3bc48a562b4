package org.buckytools.tree.inventory;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.Consumer;
import org.buckytools.metric.MetricName;

/**
 * What became of single metrics since a table was made: for each the last change. A treap whose
 * nodes never change, so that who has it goes on seeing the same while others add to it.
 */
final class Changes {
  static final Changes NONE = new Changes(null, 0);

  /**
   * A change of a metric.
   *
   * @param name of it
   * @param bytes of the name
   * @param exists whether the metric is there since
   * @param number how many changes there were before
   * @param at when
   */
  record Change(MetricName name, byte[] bytes, boolean exists, long number, Instant at) {
    Change(MetricName name, boolean exists, long number, Instant at) {
      this(name, name.toString().getBytes(StandardCharsets.UTF_8), exists, number, at);
    }
  }

  private record Node(Change change, Node left, Node right) {
    /** Scrambled, as similar names have similar hashes; the greatest is the root. */
    int priority() {
      int hash = change.name().hashCode() * 0x9e3779b9;
      return hash ^ hash >>> 15;
    }
  }

  private final Node root;
  private final int size;

  private Changes(Node root, int size) {
    this.root = root;
    this.size = size;
  }

  int size() {
    return size;
  }

  /** The change of a metric, or null. */
  Change of(byte[] name, int length) {
    Node node = root;
    while (node != null) {
      byte[] other = node.change.bytes();
      int order = Arrays.compareUnsigned(name, 0, length, other, 0, other.length);
      if (order == 0) {
        return node.change;
      }
      node = order < 0 ? node.left : node.right;
    }
    return null;
  }

  /** With one more; of the same metric only the newer is kept. */
  Changes with(Change change) {
    boolean isNew = of(change.bytes(), change.bytes().length) == null;
    return new Changes(insert(root, change), isNew ? size + 1 : size);
  }

  private static Node insert(Node node, Change change) {
    if (node == null) {
      return new Node(change, null, null);
    }
    int order = Arrays.compareUnsigned(change.bytes(), node.change.bytes());
    if (order == 0) {
      return new Node(change, node.left, node.right);
    }
    if (order < 0) {
      Node left = insert(node.left, change);
      return left.priority() > node.priority()
          ? new Node(left.change, left.left, new Node(node.change, left.right, node.right))
          : new Node(node.change, left, node.right);
    }
    Node right = insert(node.right, change);
    return right.priority() > node.priority()
        ? new Node(right.change, new Node(node.change, node.left, right.left), right.right)
        : new Node(node.change, node.left, right);
  }

  /** Calls with each change in the order of the names. */
  void forEach(Consumer<Change> action) {
    Walk walk = new Walk(new byte[0], 0);
    for (Change change = walk.next(); change != null; change = walk.next()) {
      action.accept(change);
    }
  }

  /** The changes of metrics whose names are not less than a key. */
  Walk from(byte[] key, int length) {
    return new Walk(key, length);
  }

  /** Goes through the changes in the order of the names. */
  final class Walk {
    private final Deque<Node> above = new ArrayDeque<>();

    private Walk(byte[] key, int length) {
      Node node = root;
      while (node != null) {
        byte[] name = node.change.bytes();
        if (Arrays.compareUnsigned(name, 0, name.length, key, 0, length) >= 0) {
          above.push(node);
          node = node.left;
        } else {
          node = node.right;
        }
      }
    }

    /** The next, or null at the end. */
    Change next() {
      Node node = above.poll();
      if (node == null) {
        return null;
      }
      for (Node down = node.right; down != null; down = down.left) {
        above.push(down);
      }
      return node.change;
    }
  }
}
