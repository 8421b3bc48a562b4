package org.buckytools.fill;

import static org.buckytools.whisper.WhisperFormat.POINT_SIZE;

import java.io.IOException;
import org.buckytools.posix.PosixFile;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Slots;

/**
 * Writes what a merge has changed in one archive: only those bytes, neighbouring points in one call
 * (F10).
 *
 * <p>A process can be killed between any two pages of one write, and points lie across page
 * borders. So for such a point the bytes behind the border are written first, while its timestamp
 * still says that it does not count; the run of points that holds it follows. A known point whose
 * value changes is given such a timestamp before. Whatever has been written when the process dies,
 * each point is old, new or a gap that the next run fills, never half.
 */
final class Patch {
  private static final int PAGE = 4096;

  private final FileImage image;
  private final Lane old;
  private final Lane merged;
  private final Slots slots;
  private final Archive archive;

  /**
   * @param image the destination as it was read; becomes what is written
   * @param old the archive's values before
   * @param merged and after
   */
  Patch(FileImage image, Lane old, Lane merged) {
    this.image = image;
    this.old = old;
    this.merged = merged;
    this.slots = old.slots();
    this.archive = slots.archive();
  }

  /**
   * Writes the changes.
   *
   * @param file null to change only the image
   * @return how many points were written
   */
  int apply(PosixFile file) throws IOException {
    int count = merged.changeCount();
    if (count == 0) {
      return 0;
    }
    image.encode((int) archive.offset(), (int) archive.size());
    if (file != null) {
      if (slots.base() == 0) {
        clearGhosts(file);
      }
      int from = 0;
      while (from < count) {
        int slot = merged.slot(merged.changed(from));
        int until = endOfRun(from, slot);
        write(file, (int) archive.position(slot), from, until);
        from = until;
      }
    }
    return count;
  }

  /**
   * What lies in the other slots of an empty archive does not count, and must not begin to when
   * there is a base.
   */
  private void clearGhosts(PosixFile file) throws IOException {
    for (int slot = 1; slot < archive.points(); slot++) {
      if (slots.timestamp(slot) != 0) {
        image.writeTimestamp(file, (int) archive.position(slot), 0);
      }
    }
  }

  /** The change that no longer follows the one before it in the file. */
  private int endOfRun(int from, int slot) {
    int index = merged.changed(from);
    int most = Math.min(merged.changeCount() - from, archive.points() - slot);
    int length = 1;
    while (length < most && merged.changed(from + length) == index + length) {
      length++;
    }
    return from + length;
  }

  private void write(PosixFile file, int start, int from, int until) throws IOException {
    int stop = start + (until - from) * POINT_SIZE;
    // The border after a file's last point may lie beyond 2 GiB.
    for (long next = (start / PAGE + 1L) * PAGE; next < stop; next += PAGE) {
      int border = (int) next;
      int point = start + (border - start) / POINT_SIZE * POINT_SIZE;
      if (point != border) {
        int at = merged.changed(from + (point - start) / POINT_SIZE);
        if (!Double.isNaN(old.get(at))) {
          image.writeTimestamp(file, point, otherLap(merged.time(at)));
        }
        image.write(file, border, point + POINT_SIZE - border);
      }
    }
    image.write(file, start, stop - start);
  }

  /**
   * A timestamp with which the point does not count, and every other point still does if it is the
   * base: the same slot one lap of the ring earlier. Where that is before 1970, the second after
   * the interval before: no multiple of the step, but other points are found by it as before. (Only
   * coarser archives have values that change, and their steps are longer than a second.)
   */
  private long otherLap(long time) {
    return time > archive.retention() ? time - archive.retention() : time - archive.step() + 1;
  }
}
