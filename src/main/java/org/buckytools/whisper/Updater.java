package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.buckytools.posix.PosixFile;

/**
 * Stores points and carries them into coarser archives, step by step as Graphite's whisper does.
 */
final class Updater {
  private final PosixFile file;
  private final Header header;

  Updater(PosixFile file, Header header) {
    this.file = file;
    this.header = header;
  }

  void update(double value, long time, long now) throws IOException {
    long age = now - time;
    if (age < 0 || age >= header.maxRetention()) {
      throw new IllegalArgumentException(
          file.path()
              + ": time "
              + time
              + (age < 0 ? " is in the future" : " is older than its longest retention")
              + " (now is "
              + now
              + ", it keeps "
              + header.maxRetention()
              + " s)");
    }
    int index = 0;
    while (header.archives().get(index).retention() < age) {
      index++;
    }
    Archive archive = header.archives().get(index);
    checkStorable(time, archive);
    long interval = archive.interval(time);
    new Ring(file, archive).write(interval, new double[] {value}, 1);
    for (int coarser = index + 1; coarser < header.archives().size(); coarser++) {
      if (!propagate(interval, coarser)) {
        break;
      }
    }
  }

  void updateMany(List<Point> points, long now) throws IOException {
    List<List<Point>> perArchive = distribute(points, now);
    for (int index = 0; index < perArchive.size(); index++) {
      updateArchive(index, perArchive.get(index));
    }
  }

  /** For each archive its points, oldest first, of those for one time the first given last. */
  private List<List<Point>> distribute(List<Point> points, long now) {
    List<List<Point>> perArchive = new ArrayList<>();
    for (int i = 0; i < header.archives().size(); i++) {
      perArchive.add(new ArrayList<>());
    }
    List<Point> oldestFirst = new ArrayList<>(points.reversed());
    oldestFirst.sort(Comparator.comparingLong(Point::time));
    for (Point point : oldestFirst) {
      int index = 0;
      while (index < perArchive.size()
          && header.archives().get(index).retention() < now - point.time()) {
        index++;
      }
      if (index < perArchive.size()) {
        checkStorable(point.time(), header.archives().get(index));
        perArchive.get(index).add(point);
      }
    }
    return perArchive;
  }

  private void checkStorable(long time, Archive archive) {
    long interval = archive.interval(time);
    if (interval <= 0 || interval > MAX_UINT32) {
      throw new IllegalArgumentException(
          file.path()
              + ": time "
              + time
              + " is outside what the whisper format holds, 1970 to 2106");
    }
  }

  void updateArchive(int index, List<Point> oldestFirst) throws IOException {
    if (oldestFirst.isEmpty()) {
      return;
    }
    Archive archive = header.archives().get(index);
    List<Point> aligned = lastOfEachInterval(archive, oldestFirst);
    writeRuns(archive, aligned);
    for (int coarser = index + 1; coarser < header.archives().size(); coarser++) {
      boolean further = false;
      for (long interval : intervals(header.archives().get(coarser), aligned)) {
        further |= propagate(interval, coarser);
      }
      if (!further) {
        break;
      }
    }
  }

  private static List<Point> lastOfEachInterval(Archive archive, List<Point> oldestFirst) {
    List<Point> aligned = new ArrayList<>();
    for (Point point : oldestFirst) {
      long interval = archive.interval(point.time());
      if (!aligned.isEmpty() && aligned.getLast().time() == interval) {
        aligned.removeLast();
      }
      aligned.add(new Point(interval, point.value()));
    }
    return aligned;
  }

  private void writeRuns(Archive archive, List<Point> aligned) throws IOException {
    Ring ring = new Ring(file, archive);
    double[] values = new double[aligned.size()];
    int run = 0;
    long first = aligned.getFirst().time();
    for (Point point : aligned) {
      if (point.time() != first + (long) run * archive.step()) {
        ring.write(first, values, run);
        first = point.time();
        run = 0;
      }
      values[run++] = point.value();
    }
    ring.write(first, values, run);
  }

  private static Set<Long> intervals(Archive archive, List<Point> points) {
    Set<Long> intervals = new LinkedHashSet<>();
    for (Point point : points) {
      intervals.add(archive.interval(point.time()));
    }
    return intervals;
  }

  private boolean propagate(long time, int coarser) throws IOException {
    Archive fine = header.archives().get(coarser - 1);
    Archive coarse = header.archives().get(coarser);
    long interval = coarse.interval(time);
    if (interval <= 0) {
      return false;
    }
    int length = coarse.step() / fine.step();
    double[] values = new double[length];
    new Ring(file, fine).read(interval, values, length);
    double aggregate =
        header.aggregation().aggregate(values, 0, length, header.xff(), new double[length]);
    if (Double.isNaN(aggregate)) {
      return false;
    }
    new Ring(file, coarse).write(interval, new double[] {aggregate}, 1);
    return true;
  }
}
