package org.buckytools.fill;

import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Slots;

/**
 * The values of one archive in order of time: from the oldest interval that it retains now to one
 * step beyond now (F6).
 *
 * <p>A ring has one slot less than that: the oldest interval and the one beyond now share a slot,
 * and at most one of them is known. NaN is a gap. Not thread-safe; reused from file to file.
 */
final class Lane {
  private Slots slots;
  private long first;
  private int count;
  private double[] values = {};

  /** Takes the values of an archive. */
  void load(Slots newSlots, long now) {
    slots = newSlots;
    first = slots.archive().oldestInterval(now);
    count = slots.count() + 1;
    if (values.length < count) {
      values = new double[count];
    }
    slots.copy(first, values, count);
  }

  /** Takes over another lane's values. */
  void copy(Lane other) {
    slots = other.slots;
    first = other.first;
    count = other.count;
    if (values.length < count) {
      values = new double[count];
    }
    System.arraycopy(other.values, 0, values, 0, count);
  }

  Slots slots() {
    return slots;
  }

  Archive archive() {
    return slots.archive();
  }

  int step() {
    return slots.archive().step();
  }

  /** How many intervals: valid indices are 0 to this minus 1. */
  int count() {
    return count;
  }

  /** The interval of an index. */
  long time(int index) {
    return first + (long) index * step();
  }

  /** The index of the interval that a time falls into; it may lie outside the lane. */
  long index(long time) {
    return Math.floorDiv(time - first, (long) step());
  }

  /**
   * Whether all intervals from that time on are retained; those still to come count as retained.
   */
  boolean reachesBackTo(long time) {
    return time >= first;
  }

  /** The values by index. */
  double[] values() {
    return values;
  }

  /** The value of an interval; NaN if it is not known or lies outside the lane. */
  double at(long time) {
    long index = index(time);
    return index >= 0 && index < count ? values[(int) index] : Double.NaN;
  }

  /**
   * Aggregates the lane's values in a stretch of time.
   *
   * @param time where the stretch begins, a multiple of the step
   * @param length how many intervals it has
   * @param xff the share of them that must be known
   * @param scratch room for as many values as the lane has
   * @return NaN if too few are known
   */
  double aggregate(long time, int length, Aggregation method, float xff, double[] scratch) {
    long start = index(time);
    int from = (int) Math.max(start, 0);
    int until = (int) Math.min(start + length, count);
    int known = 0;
    for (int i = from; i < until; i++) {
      double value = values[i];
      if (value == value) {
        scratch[known++] = value;
      }
    }
    return known == 0 || (double) known / length < xff
        ? Double.NaN
        : method.aggregate(scratch, known, length);
  }

  /**
   * Whether an index holds a value that another lane of the same archive does not hold, bit for
   * bit.
   */
  boolean adds(Lane to, int index) {
    double value = values[index];
    return value == value
        && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(to.values[index]);
  }
}
