package org.buckytools.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.buckytools.whisper.WhisperFormat;

/**
 * Makes the reference tree: two hosts' files of the same metrics, each with outages of its own over
 * 30 % of the time.
 *
 * <p>Coarse points are what carbon would have aggregated from the fine ones that the host received.
 * Arguments: a directory, which gets the trees {@code a} and {@code b}; how many metrics; the
 * present as seconds since 1970.
 */
public final class ReferenceTree {
  private static final Header HEADER =
      Header.of(
          Aggregation.AVERAGE,
          0.5f,
          List.of(new Retention(60, 2880), new Retention(300, 4032), new Retention(3600, 17520)));
  private static final double DOWN = 0.3;

  private final Random random;
  private final long now;

  private ReferenceTree(long seed, long now) {
    this.random = new Random(seed);
    this.now = now;
  }

  /** Makes the trees. */
  public static void main(String[] arguments) throws IOException {
    Path root = Path.of(arguments[0]);
    int metrics = Integer.parseInt(arguments[1]);
    long now = Long.parseLong(arguments[2]);
    for (int i = 0; i < metrics; i++) {
      String name = "servers/host%03d/cpu%d/user.wsp".formatted(i / 10, i % 10);
      for (String host : new String[] {"a", "b"}) {
        Path file = root.resolve(host).resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, new ReferenceTree(31L * i + host.charAt(0), now).file(i));
      }
    }
  }

  private byte[] file(int metric) {
    ByteBuffer bytes = ByteBuffer.allocate((int) HEADER.fileSize());
    HEADER.encode(bytes);
    double[] finer = null;
    for (Archive archive : HEADER.archives()) {
      double[] values = received(archive, metric);
      if (finer != null) {
        aggregate(
            HEADER.archives().get(HEADER.archives().indexOf(archive) - 1), finer, archive, values);
      }
      put(bytes, archive, values);
      finer = values;
    }
    return bytes.array();
  }

  /** The archive's values, oldest first, without those of the host's outages. */
  private double[] received(Archive archive, int metric) {
    double[] values = new double[archive.points()];
    long first = archive.oldestInterval(now);
    boolean up = true;
    int left = 0;
    for (int i = 0; i < values.length; i++) {
      if (left-- == 0) {
        up = !up;
        double mean = up ? 24 * (1 - DOWN) / DOWN : 24;
        left = (int) (-mean * Math.log(1 - random.nextDouble()));
      }
      long time = first + (long) i * archive.step();
      values[i] = up ? signal(metric, time) : Double.NaN;
    }
    return values;
  }

  private static double signal(int metric, long time) {
    return 50 + 40 * Math.sin((time % 86_400) * 2 * Math.PI / 86_400 + metric) + time / 60 % 7;
  }

  /** Where the finer archive still reaches, coarse values are what its points aggregate to. */
  private void aggregate(Archive fine, double[] finer, Archive coarse, double[] values) {
    int length = coarse.step() / fine.step();
    long fineFirst = fine.oldestInterval(now);
    long first = coarse.oldestInterval(now);
    double[] scratch = new double[length];
    for (int i = 0; i < values.length; i++) {
      long at = (first + (long) i * coarse.step() - fineFirst) / fine.step();
      if (at >= 0 && first + (long) i * coarse.step() >= fineFirst) {
        double[] points = new double[length];
        Arrays.fill(points, Double.NaN);
        int known = (int) Math.min(length, finer.length - at);
        System.arraycopy(finer, (int) at, points, 0, known);
        values[i] = HEADER.aggregation().aggregate(points, 0, length, HEADER.xff(), scratch);
      }
    }
  }

  private void put(ByteBuffer bytes, Archive archive, double[] values) {
    long first = archive.oldestInterval(now);
    // Rings begin anywhere, as those of files that have been written for long.
    int phase = random.nextInt(values.length);
    for (int i = 0; i < values.length; i++) {
      int slot = (i + phase) % values.length;
      long time = first + (long) i * archive.step();
      if (!Double.isNaN(values[i])) {
        bytes.putInt((int) archive.position(slot), (int) time);
        bytes.putDouble((int) archive.position(slot) + WhisperFormat.VALUE_OFFSET, values[i]);
      } else if (slot == 0) {
        // A gap, left from the lap before: without a timestamp here the archive would be empty.
        bytes.putInt((int) archive.position(slot), (int) (time - archive.retention()));
      }
    }
  }
}
