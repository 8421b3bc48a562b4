package org.buckytools.cluster;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How much space metrics take by what their names begin with, to a certain depth. Memory is that of
 * the prefixes, not of the metrics. For one thread.
 */
public final class SpaceTree {

  /** What begins with the same segments. */
  public static final class Branch {
    private final String prefix;
    private final Map<String, Branch> branches = new HashMap<>();
    private long metrics;
    private long files;
    private long bytes;

    private Branch(String prefix) {
      this.prefix = prefix;
    }

    /** What the names begin with; empty for all. */
    public String prefix() {
      return prefix;
    }

    /** How many metrics there are, those on several hosts once. */
    public long metrics() {
      return metrics;
    }

    /** How many files they have on all hosts. */
    public long files() {
      return files;
    }

    /** The size of all files together. */
    public long bytes() {
      return bytes;
    }

    /** What goes one segment further, the largest first. */
    public List<Branch> branches() {
      List<Branch> sorted = new ArrayList<>(branches.values());
      sorted.sort(Comparator.comparingLong(Branch::bytes).reversed().thenComparing(b -> b.prefix));
      return sorted;
    }
  }

  private final Branch root = new Branch("");
  private final int depth;

  /**
   * An empty tree.
   *
   * @param depth how many segments to tell apart
   */
  public SpaceTree(int depth) {
    this.depth = depth;
  }

  /** Counts a metric with all its files. */
  public void add(String name, long files, long bytes) {
    Branch branch = root;
    int start = 0;
    for (int level = 0; ; level++) {
      branch.metrics++;
      branch.files += files;
      branch.bytes += bytes;
      if (level == depth || start > name.length()) {
        return;
      }
      int dot = name.indexOf('.', start);
      int end = dot < 0 ? name.length() : dot;
      String prefix = name.substring(0, end);
      branch = branch.branches.computeIfAbsent(name.substring(start, end), s -> new Branch(prefix));
      start = end + 1;
    }
  }

  /** Everything. */
  public Branch root() {
    return root;
  }
}
