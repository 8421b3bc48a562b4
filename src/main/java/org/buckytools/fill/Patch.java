package org.buckytools.fill;

import static org.buckytools.whisper.WhisperFormat.POINT_SIZE;
import static org.buckytools.whisper.WhisperFormat.VALUE_OFFSET;

import java.io.IOException;
import org.buckytools.posix.PosixFile;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Slots;

/**
 * Writes what a merge has changed in one archive: only those bytes, neighbouring points in one call
 * (F10).
 *
 * <p>A process can be killed between any two pages of one write, and points lie across page
 * borders. So for such a point the bytes behind the border are written first, while its old
 * timestamp still says that it does not count; the run of points that holds it follows. Whatever
 * has been written when the process dies, each point is old or new, never half.
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
    int count = merged.count();
    int index = next(0);
    if (index == count) {
      return 0;
    }
    // The first point of an empty archive becomes its base: slot 0.
    long base = slots.base() == 0 ? merged.time(index) : slots.base();
    int written = 0;
    while (index < count) {
      int slot = archive.slot(merged.time(index), base);
      int end = index;
      while (end < count && slot + end - index < archive.points() && merged.adds(old, end)) {
        end++;
      }
      write(file, slot, index, end);
      written += end - index;
      index = next(end);
    }
    return written;
  }

  private int next(int from) {
    int index = from;
    while (index < merged.count() && !merged.adds(old, index)) {
      index++;
    }
    return index;
  }

  private void write(PosixFile file, int slot, int index, int end) throws IOException {
    int start = (int) archive.position(slot);
    int length = (end - index) * POINT_SIZE;
    if (file != null) {
      retireKnownAcrossPages(file, start, index, end);
    }
    put(slot, index, end);
    if (file != null) {
      writeBehindBorders(file, start, length);
    }
    image.write(file, start, length);
  }

  private void put(int slot, int index, int end) {
    for (int i = index; i < end; i++) {
      slots.put(slot + i - index, merged.time(i), merged.values()[i]);
    }
  }

  /**
   * Gives known points that lie across a border the timestamp of another lap, so that they do not
   * count meanwhile.
   */
  private void retireKnownAcrossPages(PosixFile file, int start, int index, int end)
      throws IOException {
    int stop = start + (end - index) * POINT_SIZE;
    for (int border = borderAfter(start); border < stop; border += PAGE) {
      int point = pointAt(start, border);
      int at = index + (point - start) / POINT_SIZE;
      if (point != border && !Double.isNaN(old.values()[at])) {
        image.putTimestamp(point, otherLap(merged.time(at)));
        image.write(file, point, VALUE_OFFSET);
      }
    }
  }

  /**
   * The same slot one lap of the ring earlier, or later where there is none earlier: the base stays
   * congruent.
   */
  private long otherLap(long time) {
    return time > archive.retention() ? time - archive.retention() : time + archive.retention();
  }

  private void writeBehindBorders(PosixFile file, int start, int length) throws IOException {
    for (int border = borderAfter(start); border < start + length; border += PAGE) {
      int point = pointAt(start, border);
      if (point != border) {
        image.write(file, border, point + POINT_SIZE - border);
      }
    }
  }

  private static int borderAfter(int position) {
    return (position / PAGE + 1) * PAGE;
  }

  private static int pointAt(int start, int position) {
    return start + (position - start) / POINT_SIZE * POINT_SIZE;
  }
}
