package org.buckytools.tree.inventory;

/** Numbers of seven bits a byte, the lowest first; all but the last byte have the top bit set. */
final class Varints {
  /** The most bytes that a long takes. */
  static final int LONGEST = 10;

  private static final int BITS = 7;
  private static final int MORE = 1 << BITS;

  private Varints() {}

  /** Writes a number and returns where the next goes. */
  static int put(byte[] bytes, int at, long number) {
    int next = at;
    long rest = number;
    while ((rest & -MORE) != 0) {
      bytes[next] = (byte) (rest | MORE);
      next++;
      rest >>>= BITS;
    }
    bytes[next] = (byte) rest;
    return next + 1;
  }

  /** Reads a number. */
  static long get(byte[] bytes, int at) {
    long number = 0;
    int shift = 0;
    int next = at;
    while (bytes[next] < 0) {
      number |= (long) (bytes[next] & MORE - 1) << shift;
      shift += BITS;
      next++;
    }
    return number | (long) bytes[next] << shift;
  }

  /** Where what follows a number begins. */
  static int end(byte[] bytes, int at) {
    int next = at;
    while (bytes[next] < 0) {
      next++;
    }
    return next + 1;
  }
}
