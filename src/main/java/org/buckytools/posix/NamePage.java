package org.buckytools.posix;

import java.util.Arrays;

/**
 * The first names of a directory after a given one, in the order of their bytes, however many there
 * are in all: a directory of a million is read as often as it has pages. Confined to one thread.
 */
final class NamePage {
  private final byte[] after;
  private final int most;
  private byte[] scratch = new byte[256 + 1];
  private byte[][] names = new byte[16][];
  private int count;
  private int next;
  private byte[] limit;

  /**
   * @param after only greater names are taken
   * @param most how many to hold; twice as many while they are added
   */
  NamePage(byte[] after, int most) {
    this.after = after;
    this.most = most;
  }

  /**
   * Adds a name.
   *
   * @param more to add to it, negative for nothing
   */
  void add(byte[] text, int start, int end, int more) {
    int length = end - start;
    if (scratch.length <= length) {
      scratch = new byte[2 * length];
    }
    System.arraycopy(text, start, scratch, 0, length);
    if (more >= 0) {
      scratch[length++] = (byte) more;
    }
    boolean isBefore = Arrays.compareUnsigned(scratch, 0, length, after, 0, after.length) <= 0;
    if (isBefore
        || limit != null
            && Arrays.compareUnsigned(scratch, 0, length, limit, 0, limit.length) > 0) {
      return;
    }
    if (count == 2 * most) {
      sort();
    }
    if (count == names.length) {
      names = Arrays.copyOf(names, 2 * count);
    }
    names[count++] = Arrays.copyOf(scratch, length);
  }

  /** Puts the names in order, each once, and drops those that are too many. */
  void sort() {
    Arrays.sort(names, 0, count, Arrays::compareUnsigned);
    dropEqual();
    if (count > most) {
      Arrays.fill(names, most, count, null);
      count = most;
      limit = names[most - 1];
    }
  }

  /** A file that is replaced meanwhile may be told twice. */
  private void dropEqual() {
    int kept = 0;
    for (int i = 0; i < count; i++) {
      if (kept == 0 || !Arrays.equals(names[kept - 1], names[i])) {
        names[kept++] = names[i];
      }
    }
    Arrays.fill(names, kept, count, null);
    count = kept;
  }

  /** The next name, or null; only when they are in order. */
  byte[] next() {
    return next < count ? names[next++] : null;
  }

  /** Whether there were more names. */
  boolean wasCut() {
    return limit != null;
  }

  /** The last name. */
  byte[] last() {
    return names[count - 1];
  }
}
