package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;

import java.util.Arrays;

/**
 * The points of one archive as they lie in the file, slot by slot.
 *
 * <p>A view of the file's 32-bit words, three to a point: timestamp, upper and lower half of the
 * value. Words and not bytes, because the machine turns bytes into words in bulk, and loops over an
 * array are fast even before they are compiled. Slots run from 0 to {@link #count} - 1. As
 * thread-safe as the array.
 */
public final class Slots {
  /** How many words a point has. */
  public static final int WORDS = WhisperFormat.POINT_SIZE / Integer.BYTES;

  private final int[] words;
  private final int start;
  private final Archive archive;

  /**
   * @param words hold the archive
   * @param start index of the archive's first word
   */
  public Slots(int[] words, int start, Archive archive) {
    this.words = words;
    this.start = start;
    this.archive = archive;
  }

  public Archive archive() {
    return archive;
  }

  /** The array that this is a view of. */
  public int[] words() {
    return words;
  }

  /** The index of the archive's first word in the array. */
  public int start() {
    return start;
  }

  /** How many slots there are. */
  public int count() {
    return archive.points();
  }

  /** The timestamp in slot 0: 0 if the archive is empty. */
  public long base() {
    return timestamp(0);
  }

  /** The timestamp in a slot, whether it counts or not. */
  public long timestamp(int slot) {
    return words[start + slot * WORDS] & MAX_UINT32;
  }

  /** The value in a slot, whether it counts or not. */
  public double value(int slot) {
    int word = start + slot * WORDS;
    return Double.longBitsToDouble(
        (long) words[word + 1] << Integer.SIZE | words[word + 2] & MAX_UINT32);
  }

  /**
   * Copies the values of successive intervals; what is not known becomes NaN. Intervals may lie
   * anywhere: those that the ring does not hold are not known.
   *
   * @param from the first interval, a multiple of the step
   * @param into receives the values
   * @param count how many intervals
   */
  public void copy(long from, double[] into, int count) {
    long base = base();
    if (base == 0) {
      Arrays.fill(into, 0, count, Double.NaN);
      return;
    }
    int step = archive.step();
    int slot = archive.slot(from, base);
    long time = from;
    int done = 0;
    while (done < count) {
      int run = Math.min(count - done, archive.points() - slot);
      copyRun(slot, time, into, done, run);
      done += run;
      time += (long) run * step;
      slot = 0;
    }
    // Times that no file can hold: to 1970 a stored 0 would look like a match, after 2106 the
    // remainder of the time would.
    for (int i = 0; i < count && from + (long) i * step <= 0; i++) {
      into[i] = Double.NaN;
    }
    for (int i = count - 1; i >= 0 && from + (long) i * step > MAX_UINT32; i--) {
      into[i] = Double.NaN;
    }
  }

  private void copyRun(int slot, long time, double[] into, int at, int run) {
    int[] from = words;
    int step = archive.step();
    int word = start + slot * WORDS;
    int expected = (int) time;
    int end = at + run;
    for (int i = at; i < end; i++) {
      into[i] =
          from[word] == expected
              ? Double.longBitsToDouble(
                  (long) from[word + 1] << Integer.SIZE | from[word + 2] & MAX_UINT32)
              : Double.NaN;
      word += WORDS;
      expected += step;
    }
  }

  /**
   * The latest time of a point that counts, as it is where it has to be.
   *
   * @param limit later ones are passed over
   * @return 0 if there is none
   */
  public long newest(long limit) {
    long base = base();
    long newest = 0;
    for (int slot = 0; base != 0 && slot < count(); slot++) {
      long time = timestamp(slot);
      if (time > newest
          && time <= limit
          && time % archive.step() == 0
          && archive.slot(time, base) == slot) {
        newest = time;
      }
    }
    return newest;
  }

  /** Stores a point in a slot. */
  public void put(int slot, long time, double value) {
    int word = start + slot * WORDS;
    long bits = Double.doubleToRawLongBits(value);
    words[word] = (int) time;
    words[word + 1] = (int) (bits >>> Integer.SIZE);
    words[word + 2] = (int) bits;
  }
}
