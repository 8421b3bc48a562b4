package org.buckytools.client;

import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts names in order that come in any, in the memory of their bytes and 14 more for each, while
 * sorting 18. More than {@link #MOST} bytes of names are refused: 15 million of 60 bytes.
 */
final class SortedNames implements RawNames {
  /** How much may be held, in bytes. */
  static final int MOST = 1 << 30;

  private static final int BLOCK_BITS = 20;
  private static final int BLOCK = 1 << BLOCK_BITS;
  private static final int LONGEST = 0xffff;

  private final List<byte[]> blocks = new ArrayList<>();
  private int used = BLOCK;
  private int[] places = new int[1 << 10];
  private int count;
  private int current = -1;
  private byte[] name = new byte[1 << 10];
  private int length;

  /** Takes a name; those too long to be one as well, as what they begin with. */
  void add(byte[] bytes) throws ProtocolException {
    int size = Math.min(bytes.length, LONGEST);
    if (used + size + 2 > BLOCK) {
      if ((long) (blocks.size() + 1) * BLOCK > MOST) {
        throw new ProtocolException(
            "its list of names is larger than " + (MOST >> 20) + " MiB; select fewer");
      }
      blocks.add(new byte[BLOCK]);
      used = 0;
    }
    byte[] block = blocks.getLast();
    block[used] = (byte) (size >> 8);
    block[used + 1] = (byte) size;
    System.arraycopy(bytes, 0, block, used + 2, size);
    if (count == places.length) {
      places = Arrays.copyOf(places, count + (count >> 1));
    }
    places[count++] = blocks.size() - 1 << BLOCK_BITS | used;
    used += size + 2;
  }

  /** Sorts what there is. Runs that are in order already, as directories are, cost little. */
  void sort() {
    int[] from = places;
    int[] to = new int[count];
    int runs;
    do {
      runs = 0;
      int at = 0;
      while (at < count) {
        int middle = runEnd(from, at);
        int end = middle == count ? count : runEnd(from, middle);
        merge(from, at, middle, end, to);
        at = end;
        runs++;
      }
      int[] swap = from;
      from = to;
      to = swap;
    } while (runs > 1);
    places = from;
  }

  private int runEnd(int[] from, int start) {
    int end = start + 1;
    while (end < count && compare(from[end - 1], from[end]) <= 0) {
      end++;
    }
    return end;
  }

  private void merge(int[] from, int start, int middle, int end, int[] to) {
    int left = start;
    int right = middle;
    for (int at = start; at < end; at++) {
      boolean takeLeft = right == end || left < middle && compare(from[left], from[right]) <= 0;
      to[at] = takeLeft ? from[left++] : from[right++];
    }
  }

  private int compare(int one, int other) {
    byte[] mine = blocks.get(one >>> BLOCK_BITS);
    byte[] theirs = blocks.get(other >>> BLOCK_BITS);
    int a = one & BLOCK - 1;
    int b = other & BLOCK - 1;
    return Arrays.compareUnsigned(
        mine, a + 2, a + 2 + size(mine, a), theirs, b + 2, b + 2 + size(theirs, b));
  }

  private static int size(byte[] block, int at) {
    return (block[at] & 0xff) << 8 | block[at + 1] & 0xff;
  }

  @Override
  public boolean next() {
    do {
      current++;
    } while (current > 0 && current < count && compare(places[current - 1], places[current]) == 0);
    if (current >= count) {
      return false;
    }
    byte[] block = blocks.get(places[current] >>> BLOCK_BITS);
    int at = places[current] & BLOCK - 1;
    length = size(block, at);
    if (length > name.length) {
      name = new byte[length];
    }
    System.arraycopy(block, at + 2, name, 0, length);
    return true;
  }

  @Override
  public byte[] bytes() {
    return name;
  }

  @Override
  public int length() {
    return length;
  }

  @Override
  public long field(int column) {
    return -1;
  }
}
