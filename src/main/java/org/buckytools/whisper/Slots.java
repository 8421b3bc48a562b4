package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;
import static org.buckytools.whisper.WhisperFormat.POINT_SIZE;
import static org.buckytools.whisper.WhisperFormat.VALUE_OFFSET;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The points of one archive as they lie in a buffer, slot by slot.
 *
 * <p>A view: it reads the buffer at each call and is as thread-safe as that. Slots run from 0 to
 * {@link #count} - 1.
 */
public final class Slots {
  private final ByteBuffer bytes;
  private final int start;
  private final Archive archive;

  /**
   * @param bytes big-endian, holds the archive
   * @param start where in the buffer the archive begins
   */
  public Slots(ByteBuffer bytes, int start, Archive archive) {
    this.bytes = bytes;
    this.start = start;
    this.archive = archive;
  }

  public Archive archive() {
    return archive;
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
    return bytes.getInt(start + slot * POINT_SIZE) & MAX_UINT32;
  }

  /** The value in a slot, whether it counts or not. */
  public double value(int slot) {
    return bytes.getDouble(start + slot * POINT_SIZE + VALUE_OFFSET);
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
    int points = archive.points();
    int step = archive.step();
    int slot = archive.slot(from, base);
    long time = from;
    int done = 0;
    while (done < count) {
      int run = Math.min(count - done, points - slot);
      copyRun(slot, time, into, done, run);
      done += run;
      time += (long) run * step;
      slot = 0;
    }
    // Times that no file can hold: before 1970 a stored 0 would look like a match.
    for (int i = 0; i < count && from + (long) i * step <= 0; i++) {
      into[i] = Double.NaN;
    }
  }

  private void copyRun(int slot, long time, double[] into, int at, int run) {
    int step = archive.step();
    int position = start + slot * POINT_SIZE;
    int expected = (int) time;
    int end = at + run;
    for (int i = at; i < end; i++) {
      into[i] =
          bytes.getInt(position) == expected
              ? bytes.getDouble(position + VALUE_OFFSET)
              : Double.NaN;
      position += POINT_SIZE;
      expected += step;
    }
  }

  /** Stores a point in a slot of the buffer. */
  public void put(int slot, long time, double value) {
    int position = start + slot * POINT_SIZE;
    bytes.putInt(position, (int) time);
    bytes.putDouble(position + VALUE_OFFSET, value);
  }
}
