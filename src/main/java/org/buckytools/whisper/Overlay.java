package org.buckytools.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Lays the values of one file over those of another of the same layout, as whisper-merge does: what
 * the source knows replaces what the target has, and coarser archives follow. To fill gaps without
 * changing any known value is another matter, see {@code fill}.
 *
 * <p>Unlike whisper-merge, a stored NaN replaces nothing, and times after now are left out.
 *
 * @param patience how long to wait for each lock
 */
public record Overlay(Duration patience) {
  /**
   * Overlays one file.
   *
   * @param from earliest time, seconds since 1970
   * @param until latest time
   * @param now the time now
   * @return how many values were written, in all archives together
   * @throws java.nio.file.FileSystemException if the layouts differ or both paths lead to one file
   */
  public long lay(Path source, Path target, long from, long until, long now) throws IOException {
    if (from > until) {
      throw new IllegalArgumentException(
          "the time range begins at " + from + ", after its end " + until);
    }
    try (DatabasePair files = DatabasePair.openToCopy(source, target, patience)) {
      Updater updater = new Updater(files.second().file(), files.second().header());
      long written = 0;
      for (int i = 0; i < files.header().archives().size(); i++) {
        Archive archive = files.header().archives().get(i);
        long start = Math.max(from, now - archive.retention());
        long end = Math.min(until, now);
        if (start > end) {
          continue;
        }
        Series series = files.first().fetch(archive, start, end);
        List<Point> known = known(series);
        updater.updateArchive(i, known);
        written += known.size();
      }
      return written;
    }
  }

  private static List<Point> known(Series series) {
    List<Point> points = new ArrayList<>();
    for (int i = 0; i < series.values().length; i++) {
      if (!Double.isNaN(series.values()[i])) {
        points.add(new Point(series.from() + (long) i * series.step(), series.values()[i]));
      }
    }
    return points;
  }
}
