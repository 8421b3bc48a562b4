package org.buckytools.fill;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;

import java.util.Arrays;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Slots;

/**
 * The values of one archive in order of time: from the oldest interval that it retains now to one
 * step beyond now (F6). NaN is a gap.
 *
 * <p>A view of the archive's slots, decoded where it is looked at, because a fill looks at the
 * values of few: for most intervals the timestamps of both files say all. A ring has one slot less
 * than a lane has intervals: the first and the last share one, and at most one of them is known.
 * Not thread-safe; reused from file to file.
 */
final class Lane {
  private static final int EMPTY = -1;
  private static final int WORDS = Slots.WORDS;
  private static final int EXPONENT = 0x7ff0_0000;

  private Slots slots;
  private int[] words;
  private int start;
  private int points;
  private int step;
  private long first;
  private int slotOfFirst;
  private int[] changes = {};
  private int changeCount;

  /** Takes an archive's slots. */
  void load(Slots newSlots, long now) {
    slots = newSlots;
    words = slots.words();
    start = slots.start();
    Archive archive = slots.archive();
    points = archive.points();
    step = archive.step();
    first = archive.oldestInterval(now);
    long base = slots.base();
    slotOfFirst = base == 0 ? EMPTY : archive.slot(first, base);
    changeCount = 0;
  }

  Slots slots() {
    return slots;
  }

  int step() {
    return step;
  }

  /** How many intervals: valid indices are 0 to this minus 1. */
  int count() {
    return points + 1;
  }

  /** The interval of an index. */
  long time(int index) {
    return first + (long) index * step;
  }

  /** The index of the interval that a time falls into; it may lie outside the lane. */
  long index(long time) {
    return Math.floorDiv(time - first, (long) step);
  }

  /**
   * Whether all intervals from that time on are retained; those still to come count as retained.
   */
  boolean reachesBackTo(long time) {
    return time >= first;
  }

  /** The slot of an index, in an archive that is not empty. */
  int slot(int index) {
    int slot = slotOfFirst + index;
    return slot < points ? slot : slot - points;
  }

  /** The value of an index; NaN if it is not known. */
  double get(int index) {
    long time = time(index);
    if (slotOfFirst == EMPTY || time <= 0 || time > MAX_UINT32) {
      return Double.NaN;
    }
    int word = start + slot(index) * WORDS;
    return words[word] == (int) time ? value(word) : Double.NaN;
  }

  private double value(int word) {
    return Double.longBitsToDouble(
        (long) words[word + 1] << Integer.SIZE | words[word + 2] & MAX_UINT32);
  }

  /** The value of an interval; NaN if it is not known or lies outside the lane. */
  double at(long time) {
    long index = index(time);
    return index >= 0 && index <= points ? get((int) index) : Double.NaN;
  }

  /**
   * Aggregates the lane's values in a stretch of time.
   *
   * @param time where the stretch begins, a multiple of the step
   * @param length how many intervals it has
   * @param xff the share of them that must be known
   * @param scratch room for as many values as the archive has points
   * @return NaN if too few are known
   */
  double aggregate(long time, int length, Aggregation method, float xff, double[] scratch) {
    long begin = index(time);
    int from = (int) Math.max(begin, 0);
    int until = (int) Math.min(begin + length, points + 1L);
    int known = 0;
    for (int i = from; i < until; i++) {
      double value = get(i);
      if (value == value) {
        scratch[known++] = value;
      }
    }
    return known == 0 || (double) known / length < xff
        ? Double.NaN
        : method.aggregate(scratch, known, length);
  }

  /**
   * Changes a value, if it is another, bit for bit, and known. Indices ascend, none comes twice.
   */
  void change(int index, double value) {
    double before = get(index);
    if (value == value && Double.doubleToRawLongBits(value) != Double.doubleToRawLongBits(before)) {
      makeRoomForChanges();
      if (slotOfFirst == EMPTY) {
        begin(index);
      }
      slots.put(slot(index), time(index), value);
      changes[changeCount++] = index;
    }
  }

  private void makeRoomForChanges() {
    if (changes.length <= points) {
      changes = new int[points + 1];
    }
  }

  /**
   * Makes an interval the base of an empty archive. What lies in the other slots of an empty
   * archive does not count, and must not begin to.
   */
  private void begin(int index) {
    slotOfFirst = Math.floorMod(-index, points);
    for (int slot = 0; slot < points; slot++) {
      words[start + slot * WORDS] = 0;
    }
  }

  /**
   * Fills gaps with another lane's values, bit for bit.
   *
   * @param from first index to fill; its time is after 1970's first second
   * @param until index after the last; the last one's time is one that a file can hold
   * @param other of the same step
   */
  void fillGaps(int from, int until, Lane other) {
    int shift = Math.clamp(other.index(first), -count(), other.count());
    int index = Math.max(from, -shift);
    int end = Math.min(until, other.count() - shift);
    if (other.slotOfFirst == EMPTY) {
      return;
    }
    makeRoomForChanges();
    if (slotOfFirst == EMPTY) {
      while (index < end && Double.isNaN(other.get(index + shift))) {
        index++;
      }
      if (index < end) {
        begin(index);
      }
    }
    while (index < end) {
      int mine = slot(index);
      int theirs = other.slot(index + shift);
      int run = Math.min(end - index, Math.min(points - mine, other.points - theirs));
      fillRun(index, run, start + mine * WORDS, other.words, other.start + theirs * WORDS);
      index += run;
    }
  }

  /** The hot loop of most fills: a stretch in which neither ring wraps, word for word. */
  private void fillRun(int index, int run, int mine, int[] other, int theirs) {
    int[] own = words;
    int increment = step;
    int time = (int) time(index);
    int changed = changeCount;
    int end = index + run;
    int a = mine;
    int b = theirs;
    for (int i = index; i < end; i++) {
      if ((own[a] != time || isNaN(own[a + 1], own[a + 2]))
          && other[b] == time
          && !isNaN(other[b + 1], other[b + 2])) {
        own[a] = time;
        own[a + 1] = other[b + 1];
        own[a + 2] = other[b + 2];
        changes[changed++] = i;
      }
      a += WORDS;
      b += WORDS;
      time += increment;
    }
    changeCount = changed;
  }

  private static boolean isNaN(int upper, int lower) {
    return (upper & EXPONENT) == EXPONENT && (upper & ~EXPONENT & Integer.MAX_VALUE | lower) != 0;
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
}
