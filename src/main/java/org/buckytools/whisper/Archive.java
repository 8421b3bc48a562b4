package org.buckytools.whisper;

/**
 * Where one archive lies in its file and what it keeps.
 *
 * @param offset of its first point, in bytes from the file's beginning
 * @param step seconds per point
 * @param points number of slots
 */
public record Archive(long offset, int step, int points) {
  /** How long a time it covers, in seconds. */
  public long retention() {
    return (long) step * points;
  }

  /** Its size in bytes. */
  public long size() {
    return (long) points * WhisperFormat.POINT_SIZE;
  }

  /** The interval that a time falls into: the time rounded down to the step. */
  public long interval(long time) {
    return time - Math.floorMod(time, (long) step);
  }

  /** The oldest interval that the archive still retains. */
  public long oldestInterval(long now) {
    return interval(now) - (points - 1L) * step;
  }

  /** The slot of an interval, given the timestamp in slot 0. */
  public int slot(long interval, long base) {
    return (int) Math.floorMod(Math.floorDiv(interval - base, (long) step), (long) points);
  }

  /** Where a slot lies in the file. */
  public long position(int slot) {
    return offset + (long) slot * WhisperFormat.POINT_SIZE;
  }

  /** Its step and points. */
  public Retention layout() {
    return new Retention(step, points);
  }
}
