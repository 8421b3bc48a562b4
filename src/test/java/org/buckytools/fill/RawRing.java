package org.buckytools.fill;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One archive as it lies in a file: per slot a timestamp and the bits of a value. Written from the
 * format's description alone, slot by slot, without any of the code under test.
 */
final class RawRing {
  private static final long MAX_TIMESTAMP = 0xffff_ffffL;

  private final int step;
  private final long[] stamps;
  private final long[] bits;

  RawRing(int step, int points) {
    this.step = step;
    this.stamps = new long[points];
    this.bits = new long[points];
  }

  int step() {
    return step;
  }

  int points() {
    return stamps.length;
  }

  long retention() {
    return (long) step * points();
  }

  long stamp(int slot) {
    return stamps[slot];
  }

  long bits(int slot) {
    return bits[slot];
  }

  void set(int slot, long stamp, long valueBits) {
    stamps[slot] = stamp;
    bits[slot] = valueBits;
  }

  /** A timestamp of 0 in slot 0 means that nothing in this archive counts. */
  boolean isEmpty() {
    return stamps[0] == 0;
  }

  /** Where interval t belongs. The archive must not be empty. */
  int slot(long t) {
    return (int) Math.floorMod(Math.floorDiv(t - stamps[0], (long) step), (long) points());
  }

  /** Writes a point as whisper does: the first one into slot 0. */
  void put(long t, double value) {
    set(isEmpty() ? 0 : slot(t), t, Double.doubleToRawLongBits(value));
  }

  /** The value stored for interval t, or null; NaN if that is what is stored. */
  Double stored(long t) {
    if (isEmpty() || stamps[slot(t)] != t) {
      return null;
    }
    return Double.longBitsToDouble(bits[slot(t)]);
  }

  /** The interval that contains now. */
  long current(long now) {
    return now - Math.floorMod(now, (long) step);
  }

  /** The oldest interval that is still retained. */
  long oldest(long now) {
    return current(now) - (points() - 1L) * step;
  }

  /** The newest interval that is not yet the future: one step from now is allowed. */
  long newest(long now) {
    return current(now) + step;
  }

  /** The intervals that count at that time and have a value, NaN being none. */
  SortedMap<Long, Double> known(long now) {
    SortedMap<Long, Double> known = new TreeMap<>();
    for (long t = oldest(now); t <= newest(now); t += step) {
      if (t > 0 && t <= MAX_TIMESTAMP) {
        Double value = stored(t);
        if (value != null && !value.isNaN()) {
          known.put(t, value);
        }
      }
    }
    return known;
  }

  RawRing copy() {
    RawRing copy = new RawRing(step, points());
    System.arraycopy(stamps, 0, copy.stamps, 0, points());
    System.arraycopy(bits, 0, copy.bits, 0, points());
    return copy;
  }
}
