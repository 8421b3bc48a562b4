package org.buckytools.tree.inventory;

import java.util.Arrays;

/**
 * Sorts texts that lie in an array of bytes, by their bytes. The sort is stable, and quick where
 * they come in order.
 */
final class ByteSort {
  private static final int FEW = 8;

  private final byte[] bytes;
  private final int[] starts;
  private final int[] ends;

  private ByteSort(byte[] bytes, int[] starts, int[] ends) {
    this.bytes = bytes;
    this.starts = starts;
    this.ends = ends;
  }

  /**
   * Finds the order of texts.
   *
   * @param starts where each begins
   * @param ends where each ends
   * @return the numbers of the texts in their order
   */
  static int[] order(byte[] bytes, int[] starts, int[] ends, int count) {
    int[] order = new int[count];
    for (int i = 0; i < count; i++) {
      order[i] = i;
    }
    new ByteSort(bytes, starts, ends).sort(order, order.clone(), 0, count);
    return order;
  }

  private int compare(int one, int other) {
    return Arrays.compareUnsigned(bytes, starts[one], ends[one], bytes, starts[other], ends[other]);
  }

  /** Sorts a part of an array; the other array holds the same there. */
  private void sort(int[] to, int[] from, int start, int end) {
    if (end - start < FEW) {
      insert(to, start, end);
      return;
    }
    int middle = (start + end) >>> 1;
    sort(from, to, start, middle);
    sort(from, to, middle, end);
    if (compare(from[middle - 1], from[middle]) <= 0) {
      System.arraycopy(from, start, to, start, end - start);
      return;
    }
    int left = start;
    int right = middle;
    for (int i = start; i < end; i++) {
      boolean takesLeft = right == end || left < middle && compare(from[left], from[right]) <= 0;
      to[i] = takesLeft ? from[left++] : from[right++];
    }
  }

  private void insert(int[] order, int start, int end) {
    for (int i = start + 1; i < end; i++) {
      int moved = order[i];
      int at = i;
      while (at > start && compare(order[at - 1], moved) > 0) {
        order[at] = order[at - 1];
        at--;
      }
      order[at] = moved;
    }
  }
}
