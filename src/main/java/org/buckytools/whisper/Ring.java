package org.buckytools.whisper;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;
import static org.buckytools.whisper.WhisperFormat.POINT_SIZE;
import static org.buckytools.whisper.WhisperFormat.VALUE_OFFSET;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.buckytools.posix.PosixFile;

/**
 * One archive in an open file: reads and writes just the points asked for. Confined to the file's
 * thread.
 */
final class Ring {
  private final PosixFile file;
  private final Archive archive;

  Ring(PosixFile file, Archive archive) {
    this.file = file;
    this.archive = archive;
  }

  /** The timestamp in slot 0; 0 if the archive is empty. */
  private long base() throws IOException {
    return readPoints(0, 1).getInt(0) & MAX_UINT32;
  }

  /**
   * Reads the values of successive intervals, at most one lap of them at a time; what is not known
   * becomes NaN.
   */
  void read(long from, double[] into, int count) throws IOException {
    long base = base();
    if (base == 0) {
      Arrays.fill(into, 0, count, Double.NaN);
      return;
    }
    int done = 0;
    int slot = archive.slot(from, base);
    while (done < count) {
      int run = Math.min(count - done, archive.points() - slot);
      ByteBuffer bytes = readPoints(slot, run);
      for (int i = 0; i < run; i++) {
        long time = from + (long) (done + i) * archive.step();
        boolean known = (bytes.getInt(i * POINT_SIZE) & MAX_UINT32) == time && time > 0;
        into[done + i] = known ? bytes.getDouble(i * POINT_SIZE + VALUE_OFFSET) : Double.NaN;
      }
      done += run;
      slot = 0;
    }
  }

  /** Writes the values of successive intervals, at most one lap of them. */
  void write(long from, double[] values, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count * POINT_SIZE);
    for (int i = 0; i < count; i++) {
      bytes.putInt((int) (from + (long) i * archive.step()));
      bytes.putDouble(values[i]);
    }
    long base = base();
    int slot = base == 0 ? 0 : archive.slot(from, base);
    int first = Math.min(count, archive.points() - slot);
    file.write(bytes, 0, first * POINT_SIZE, archive.position(slot));
    if (first < count) {
      file.write(bytes, first * POINT_SIZE, (count - first) * POINT_SIZE, archive.offset());
    }
  }

  private ByteBuffer readPoints(int slot, int count) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(count * POINT_SIZE);
    if (file.read(bytes, archive.position(slot)) < bytes.capacity()) {
      throw new UnsoundException(file.path(), "it was cut off while it was read");
    }
    return bytes;
  }
}
