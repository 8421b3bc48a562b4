package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;
import static org.buckytools.whisper.WhisperFormat.POINT_SIZE;
import static org.buckytools.whisper.WhisperFormat.VALUE_OFFSET;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.buckytools.posix.PosixFile;

/**
 * One archive in an open file: reads and writes just the points asked for.
 *
 * <p>Reads the base once and places all points by it, so it is good only as long as nobody else
 * writes to the archive. Confined to the file's thread.
 */
final class Ring {
  // An archive may have gigabytes; memory use must not follow what a file claims.
  private static final int MOST_POINTS_AT_ONCE = 1 << 16;

  private final PosixFile file;
  private final Archive archive;
  private long base;

  Ring(PosixFile file, Archive archive) throws IOException {
    this.file = file;
    this.archive = archive;
    // 0 if the archive is empty.
    this.base = readPoints(ByteBuffer.allocateDirect(POINT_SIZE), 0, 1).getInt(0) & MAX_UINT32;
  }

  /**
   * Reads the values of successive intervals, at most one lap of them; what is not known becomes
   * NaN.
   */
  void read(long from, double[] into, int count) throws IOException {
    if (base == 0) {
      Arrays.fill(into, 0, count, Double.NaN);
      return;
    }
    ByteBuffer bytes = buffer(count);
    int done = 0;
    while (done < count) {
      long first = from + (long) done * archive.step();
      int slot = archive.slot(first, base);
      int run = run(slot, count - done);
      readPoints(bytes, slot, run);
      for (int i = 0; i < run; i++) {
        long time = first + (long) i * archive.step();
        boolean known = (bytes.getInt(i * POINT_SIZE) & MAX_UINT32) == time && time > 0;
        into[done + i] = known ? bytes.getDouble(i * POINT_SIZE + VALUE_OFFSET) : Double.NaN;
      }
      done += run;
    }
  }

  /** Writes the values of successive intervals; of more than one lap the last stay. */
  void write(long from, double[] values, int count) throws IOException {
    if (base == 0) {
      base = from;
    }
    ByteBuffer bytes = buffer(count);
    int done = 0;
    while (done < count) {
      long first = from + (long) done * archive.step();
      int slot = archive.slot(first, base);
      int run = run(slot, count - done);
      for (int i = 0; i < run; i++) {
        bytes.putInt(i * POINT_SIZE, (int) (first + (long) i * archive.step()));
        bytes.putDouble(i * POINT_SIZE + VALUE_OFFSET, values[done + i]);
      }
      file.write(bytes, 0, run * POINT_SIZE, archive.position(slot));
      done += run;
    }
  }

  private static ByteBuffer buffer(int points) {
    return ByteBuffer.allocateDirect(Math.min(points, MOST_POINTS_AT_ONCE) * POINT_SIZE);
  }

  private int run(int slot, int left) {
    return Math.min(Math.min(left, archive.points() - slot), MOST_POINTS_AT_ONCE);
  }

  private ByteBuffer readPoints(ByteBuffer bytes, int slot, int count) throws IOException {
    bytes.clear().limit(count * POINT_SIZE);
    if (file.read(bytes, archive.position(slot)) < count * POINT_SIZE) {
      throw new UnsoundException(file.path(), "it was cut off while it was read");
    }
    return bytes;
  }
}
