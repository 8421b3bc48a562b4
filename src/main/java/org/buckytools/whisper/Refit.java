package org.buckytools.whisper;

import java.util.Arrays;
import java.util.List;

/**
 * Chooses the values of a new archive from the archives of an old file.
 *
 * <ol>
 *   <li>An old archive of the same step gives its values, bit for bit.
 *   <li>Intervals it does not know are aggregated from the coarsest finer archive that divides the
 *       step, if that still holds the whole interval and enough of it is known; then from the next
 *       finer.
 *   <li>Nothing is ever taken from a coarser archive: an hour's value is no minute's value.
 * </ol>
 *
 * <p>This is where whisper-resize differs: it stores points by age alone, so that old coarse points
 * land in finer archives that were made longer, and are missing where they came from.
 */
final class Refit {
  private final List<Slots> old;
  private final Header header;
  private final long now;

  /**
   * @param old the old file's archives, finest first
   * @param header of the new file
   */
  Refit(List<Slots> old, Header header, long now) {
    this.old = old;
    this.header = header;
    this.now = now;
  }

  /** The words of a new archive, as {@link Slots} takes them. */
  int[] archive(Archive archive) {
    double[] values = new double[archive.points()];
    Arrays.fill(values, Double.NaN);
    long from = window(archive);
    for (Slots slots : old.reversed()) {
      int step = slots.archive().step();
      if (step == archive.step()) {
        slots.copy(from, values, values.length);
      } else if (step < archive.step() && archive.step() % step == 0) {
        aggregate(slots, archive.step(), from, values);
      }
    }
    return encode(archive, from, values);
  }

  /** The oldest interval to keep, so that a point one step ahead of the clock is kept too. */
  private long window(Archive archive) {
    long next = limit(archive);
    long oldest = archive.oldestInterval(now);
    for (Slots slots : old) {
      if (slots.archive().step() == archive.step()) {
        double[] ahead = new double[1];
        slots.copy(next, ahead, 1);
        return Double.isNaN(ahead[0]) ? oldest : oldest + archive.step();
      }
    }
    return oldest;
  }

  private void aggregate(Slots fine, int step, long from, double[] values) {
    Archive archive = fine.archive();
    // Of the last lap that the ring holds.
    long newest = fine.newest(limit(archive));
    if (newest == 0) {
      return;
    }
    int length = step / archive.step();
    // No more than one lap can be known, however long the new step is.
    double[] points = new double[Math.min(length, archive.points())];
    double[] scratch = new double[points.length];
    long oldestHeld = newest - (archive.points() - 1L) * archive.step();
    for (int i = 0; i < values.length; i++) {
      long interval = from + (long) i * step;
      if (interval > newest) {
        break;
      }
      if (interval >= oldestHeld && Double.isNaN(values[i])) {
        fine.copy(interval, points, points.length);
        forgetFuture(archive, interval, points);
        values[i] = aggregate(points, length, scratch);
      }
    }
  }

  private double aggregate(double[] points, int length, double[] scratch) {
    int known = 0;
    for (double point : points) {
      if (!Double.isNaN(point)) {
        scratch[known++] = point;
      }
    }
    return known == 0 || (double) known / length < header.xff()
        ? Double.NaN
        : header.aggregation().aggregate(scratch, known, length);
  }

  private void forgetFuture(Archive archive, long interval, double[] points) {
    long known = (limit(archive) - interval) / archive.step() + 1;
    for (int i = (int) Math.min(known, points.length); i < points.length; i++) {
      points[i] = Double.NaN;
    }
  }

  /** The latest interval that is not the future. */
  private long limit(Archive archive) {
    return archive.interval(now) + archive.step();
  }

  private static int[] encode(Archive archive, long from, double[] values) {
    int[] words = new int[Math.toIntExact(archive.size() / Integer.BYTES)];
    Slots slots = new Slots(words, 0, archive);
    long base = 0;
    for (int i = 0; i < values.length; i++) {
      if (!Double.isNaN(values[i])) {
        long time = from + (long) i * archive.step();
        // The first known point goes into slot 0: an archive whose slot 0 is empty counts as empty.
        base = base == 0 ? time : base;
        slots.put(archive.slot(time, base), time, values[i]);
      }
    }
    return words;
  }
}
