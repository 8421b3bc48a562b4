package org.buckytools.demo;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Slots;

/**
 * What is known of one metric, whoever holds it, to compare a file with.
 *
 * <p>A value counts as right if some file held it, if it was written later, or, in a coarse
 * archive, if it is the true value of a time of its interval, as the last of more points than
 * before is. Not thread-safe.
 */
final class Truth {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int metric;
  private final Header header;
  private final long now;
  private final double[][] values;

  /**
   * Knows nothing yet.
   *
   * @param now until when points may be known
   */
  Truth(int metric, Header header, long now) {
    this.metric = metric;
    this.header = header;
    this.now = now;
    List<Archive> archives = header.archives();
    values = new double[archives.size()][];
    for (int i = 0; i < values.length; i++) {
      values[i] = empty(archives.get(i));
    }
  }

  private static double[] empty(Archive archive) {
    double[] none = new double[archive.points()];
    Arrays.fill(none, Double.NaN);
    return none;
  }

  /** Takes over what a file holds. */
  void add(byte[] file) {
    for (int i = 0; i < values.length; i++) {
      Archive archive = header.archives().get(i);
      ByteBuffer bytes = ByteBuffer.wrap(file, (int) archive.offset(), (int) archive.size());
      int[] words = new int[(int) archive.size() / Integer.BYTES];
      bytes.asIntBuffer().get(words);
      double[] held = values(new Slots(words, 0, archive));
      for (int point = 0; point < held.length; point++) {
        values[i][point] = Double.isNaN(held[point]) ? values[i][point] : held[point];
      }
    }
  }

  /** Takes over a point that was written; coarser archives have got one too. */
  void add(long time, double value) {
    for (int i = 0; i < values.length; i++) {
      Archive archive = header.archives().get(i);
      int point = (int) ((archive.interval(time) - archive.oldestInterval(now)) / archive.step());
      if (i == 0 || Double.isNaN(values[i][point])) {
        values[i][point] = value;
      }
    }
  }

  private double[] values(Slots slots) {
    double[] held = new double[slots.count()];
    slots.copy(slots.archive().oldestInterval(now), held, held.length);
    return held;
  }

  /** The values of the finest archive, oldest first; NaN is a gap. */
  double[] finest(Path file) throws IOException {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      return values(database.slots(0));
    }
  }

  /**
   * Compares a file with what is known.
   *
   * @param time the present: what is too old to be kept by now is not looked for
   */
  void compare(Path file, long time, Comparison result) throws IOException {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      for (int i = 0; i < values.length; i++) {
        Archive archive = header.archives().get(i);
        compare(i, values(database.slots(i)), archive.oldestInterval(time), result);
      }
    }
  }

  /** Counts what is known as missing, there being no file. */
  void absent(Comparison result) {
    for (double[] archive : values) {
      for (double value : archive) {
        if (!Double.isNaN(value)) {
          result.points++;
          result.missing++;
        }
      }
    }
  }

  private void compare(int index, double[] held, long oldest, Comparison result) {
    Archive archive = header.archives().get(index);
    long interval = archive.oldestInterval(now);
    for (int i = 0; i < held.length; i++, interval += archive.step()) {
      double known = values[index][i];
      if (interval < oldest || Double.isNaN(known)) {
        continue;
      }
      result.points++;
      if (Double.isNaN(held[i])) {
        result.missing++;
      } else if (held[i] != known && !isTrue(held[i], archive, interval)) {
        result.changed++;
      }
    }
  }

  private boolean isTrue(double value, Archive archive, long interval) {
    int finest = header.archives().getFirst().step();
    for (long time = interval; time < interval + archive.step(); time += finest) {
      if (Host.signal(metric, time) == value) {
        return true;
      }
    }
    return false;
  }

  /** How files compare with what is known. Not thread-safe. */
  static final class Comparison {
    private long points;
    private long missing;
    private long changed;

    Comparison() {}

    Check result() {
      return new Check(points, missing, changed, 0);
    }
  }
}
