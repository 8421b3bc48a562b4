package org.buckytools.demo;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongPredicate;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.WhisperFormat;

/**
 * An invented host that received metrics except during outages of its own, about 30 % of the time
 * in runs, and kept them in whisper files as carbon does: coarse points are aggregated from the
 * fine ones that it received, where those still exist.
 *
 * <p>Same arguments, same bytes. Not thread-safe.
 */
public final class Host {
  private static final double DOWN = 0.3;
  private static final double RUN = 24;
  private static final long DAY = 86_400;

  private final Random random;
  private final long now;
  private final boolean isReliable;

  /**
   * @param seed tells hosts apart
   * @param now the present, in seconds since 1970
   */
  public Host(long seed, long now) {
    this(seed, now, false);
  }

  private Host(long seed, long now, boolean isReliable) {
    this.random = new Random(seed);
    this.now = now;
    this.isReliable = isReliable;
  }

  /** A host without outages. */
  static Host reliable(long seed, long now) {
    return new Host(seed, now, true);
  }

  /**
   * The true value of a metric at a time: what a host holds unless it was out, and nothing else.
   */
  static double signal(int metric, long time) {
    double daily = Math.sin((time % DAY) * 2 * Math.PI / DAY + metric);
    return 50 + 40 * daily + time / 60 % 7;
  }

  /** The host's file of a metric. */
  public byte[] file(int metric, Header header) {
    return file(metric, header, time -> true);
  }

  /**
   * The host's file of a metric of which it received some times only, apart from its outages.
   *
   * @param sent tells whether a time's point was sent to this host
   */
  byte[] file(int metric, Header header, LongPredicate sent) {
    ByteBuffer bytes = ByteBuffer.allocate((int) header.fileSize());
    header.encode(bytes);
    Archive finer = null;
    double[] fine = null;
    for (Archive archive : header.archives()) {
      double[] values = received(metric, archive, sent);
      if (finer != null) {
        aggregate(header, finer, fine, archive, values);
      }
      put(bytes, archive, values);
      finer = archive;
      fine = values;
    }
    return bytes.array();
  }

  /** An archive's values, oldest first, NaN during the outages. */
  private double[] received(int metric, Archive archive, LongPredicate sent) {
    double[] values = new double[archive.points()];
    boolean isUp = true;
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      if (left-- == 0 && !isReliable) {
        isUp = !isUp;
        double mean = isUp ? RUN * (1 - DOWN) / DOWN : RUN;
        left = (int) (-mean * Math.log(1 - random.nextDouble()));
      }
      long time = time(archive, i);
      values[i] = isUp && sent.test(time) ? signal(metric, time) : Double.NaN;
    }
    return values;
  }

  private long time(Archive archive, int index) {
    return archive.oldestInterval(now) + (long) index * archive.step();
  }

  /** Where the finer archive still reaches, coarse values are what its points aggregate to. */
  private void aggregate(
      Header header, Archive finer, double[] fine, Archive archive, double[] values) {
    Aggregation method = header.aggregation();
    int length = archive.step() / finer.step();
    double[] points = new double[length];
    double[] scratch = new double[length];
    for (int i = values.length - 1; i >= 0; i--) {
      int from = (int) ((time(archive, i) - time(finer, 0)) / finer.step());
      int gone = Math.max(0, -from);
      if (gone >= length) {
        return;
      }
      // Of the interval in which the finer archive begins, a part is left.
      Arrays.fill(points, Double.NaN);
      int existing = Math.min(length, fine.length - from) - gone;
      System.arraycopy(fine, from + gone, points, gone, existing);
      float xff = gone > 0 ? 0 : header.xff();
      double value = method.aggregate(points, 0, length, xff, scratch);
      if (gone == 0 || !Double.isNaN(value)) {
        values[i] = value;
      }
    }
  }

  private void put(ByteBuffer bytes, Archive archive, double[] values) {
    // Rings begin anywhere, as those of files that have been written for long.
    int phase = random.nextInt(values.length);
    for (int i = 0; i < values.length; i++) {
      int slot = (i + phase) % values.length;
      int position = (int) archive.position(slot);
      if (!Double.isNaN(values[i])) {
        bytes.putInt(position, (int) time(archive, i));
        bytes.putDouble(position + WhisperFormat.VALUE_OFFSET, values[i]);
      } else if (slot == 0) {
        // Left from the lap before: without a timestamp here the archive would count as empty.
        bytes.putInt(position, (int) (time(archive, i) - archive.retention()));
      }
    }
  }
}
