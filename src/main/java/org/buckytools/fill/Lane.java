package org.buckytools.fill;

import java.util.Arrays;
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
  private int[] changes = {};
  private int changeCount;

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

  /** Takes over another lane's values, to be changed. */
  void copy(Lane other) {
    slots = other.slots;
    first = other.first;
    count = other.count;
    changeCount = 0;
    if (values.length < count) {
      values = new double[count];
    }
    if (changes.length < count) {
      changes = new int[count];
    }
    System.arraycopy(other.values, 0, values, 0, count);
  }

  /**
   * Changes a value, if it is another, bit for bit, and known. Indices ascend, none comes twice.
   */
  void change(int index, double value) {
    if (value == value
        && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(values[index])) {
      values[index] = value;
      changes[changeCount++] = index;
    }
  }

  /**
   * Fills gaps with another lane's values.
   *
   * @param from first index to fill
   * @param until index after the last
   * @param other of the same step
   */
  void fillGaps(int from, int until, Lane other) {
    // The hot loop of most fills, so everything is at hand.
    long shift = other.index(time(0));
    int start = (int) Math.max(from, -shift);
    int end = (int) Math.min(until, other.count - shift);
    double[] mine = values;
    double[] theirs = other.values;
    int[] changed = changes;
    int changedCount = changeCount;
    for (int i = start, j = (int) (start + shift); i < end; i++, j++) {
      double value = mine[i];
      if (value != value) {
        double fill = theirs[j];
        if (fill == fill) {
          mine[i] = fill;
          changed[changedCount++] = i;
        }
      }
    }
    changeCount = changedCount;
  }

  /** How many values have changed. */
  int changeCount() {
    return changeCount;
  }

  /** The index of a changed value; they ascend. */
  int changed(int number) {
    return changes[number];
  }

  /** Brings the changes into order, after they have been made in another. */
  void sortChanges() {
    Arrays.sort(changes, 0, changeCount);
  }

  /** Takes back the first change, or the last. */
  void undo(int index) {
    values[index] = Double.NaN;
    changeCount--;
    if (index == changes[0]) {
      System.arraycopy(changes, 1, changes, 0, changeCount);
    }
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
}
