package org.buckytools.tree.inventory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameBytes;
import org.buckytools.posix.DirectoryReader;
import org.buckytools.posix.DirectoryReader.Type;

/**
 * What is of interest in one directory, in the order of the metrics' names: a database under its
 * name without the suffix, a directory under its name and a dot, as that is what the names of the
 * metrics in it go on with. So {@code a.wsp} comes before {@code a-b.wsp}, and that before the
 * directory {@code a}.
 */
final class Listing implements DirectoryReader.Entries {
  private static final byte[] SUFFIX = MetricName.SUFFIX.getBytes(StandardCharsets.US_ASCII);

  private final PassedOver.Counter passed;
  private byte[] keys = new byte[1 << 8];
  private int used;
  private int[] starts = new int[1 << 4];
  private int[] ends = new int[1 << 4];
  private int count;
  private int[] order;

  Listing(PassedOver.Counter passed) {
    this.passed = passed;
  }

  @Override
  public void entry(Type type, byte[] names, int from, int to) {
    if (names[from] == '.') {
      return;
    }
    boolean isNamedSo =
        to - from > SUFFIX.length
            && Arrays.equals(names, to - SUFFIX.length, to, SUFFIX, 0, SUFFIX.length);
    int end = isNamedSo ? to - SUFFIX.length : to;
    if (type == Type.DIRECTORY) {
      // Whatever its name ends in: with a dot it is invalid anyway.
      add(names, from, to, true);
    } else if (isNamedSo) {
      if (type == Type.FILE) {
        add(names, from, end, false);
      } else {
        passed.link(text(names, from, to) + " is not a regular file");
      }
    }
  }

  private void add(byte[] names, int from, int to, boolean isDirectory) {
    if (!NameBytes.isSegment(names, from, to)) {
      passed.invalid(text(names, from, to) + " cannot be part of a metric's name");
      return;
    }
    int size = to - from + (isDirectory ? 1 : 0);
    if (used + size > keys.length) {
      keys = Arrays.copyOf(keys, 2 * (used + size));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
    }
    System.arraycopy(names, from, keys, used, to - from);
    if (isDirectory) {
      keys[used + size - 1] = '.';
    }
    starts[count] = used;
    used += size;
    ends[count] = used;
    count++;
  }

  private static String text(byte[] names, int from, int to) {
    return "'" + new String(names, from, to - from, StandardCharsets.UTF_8) + "'";
  }

  /** Sorts what was added; nothing may be added afterwards. */
  Listing sorted() {
    order = ByteSort.order(keys, starts, ends, count);
    return this;
  }

  int count() {
    return count;
  }

  /** Holds the keys. */
  byte[] keys() {
    return keys;
  }

  /** Where the key at a place in the order begins. */
  int start(int place) {
    return starts[order[place]];
  }

  /** Where the key at a place in the order ends. */
  int end(int place) {
    return ends[order[place]];
  }

  /** Whether at a place in the order there is a directory. */
  boolean isDirectory(int place) {
    return keys[end(place) - 1] == '.';
  }
}
