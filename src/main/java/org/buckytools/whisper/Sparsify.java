package org.buckytools.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.posix.DiskSpace;
import org.buckytools.posix.PosixFile;

/**
 * Gives the disk back what a file's zeros take. Every byte reads as before; the file stays the same
 * file, with its owner, mode and time of last change. Done under the exclusive lock, in place:
 * killed at any point it leaves the content as it was.
 *
 * @param patience how long to wait for the lock
 */
public record Sparsify(Duration patience) {
  /** What file systems allocate at least; a hole smaller than that frees nothing. */
  private static final int BLOCK = 4096;

  private static final int LARGEST_CHUNK = 256 * BLOCK;

  /**
   * What a file takes on the disk.
   *
   * @param before in bytes
   * @param after in bytes
   */
  public record Usage(long before, long after) {
    /** How many bytes the disk got back. */
    public long saved() {
      return before - after;
    }
  }

  private record Run(long position, long length) {}

  /**
   * Sparsifies a file.
   *
   * @throws UnsoundException if it is not a sound whisper file; it has not been touched
   * @throws java.nio.file.FileSystemException if its file system has no holes
   */
  public Usage sparsify(Path path) throws IOException {
    try (Database database = Database.openToWrite(path, patience)) {
      PosixFile file = database.file();
      long size = database.header().fileSize();
      DiskSpace space = new DiskSpace(file);
      long before = space.allocated();
      List<Run> zeros = zeros(file, size);
      long data = roundUp(size) - zeros.stream().mapToLong(Run::length).sum();
      if (before <= data) {
        return new Usage(before, before);
      }
      FileTime modified = file.modified();
      for (Run run : zeros) {
        punch(run, file, space);
      }
      file.modified(modified);
      return new Usage(before, space.allocated());
    }
  }

  /**
   * Makes holes of what is still zero: carbon takes no lock unless it is told to, and what it has
   * stored since the file was read must stay.
   */
  private static void punch(Run run, PosixFile file, DiskSpace space) throws IOException {
    long end = run.position + run.length;
    ByteBuffer buffer = ByteBuffer.allocateDirect((int) Math.min(LARGEST_CHUNK, run.length));
    for (long at = run.position; at < end; at += LARGEST_CHUNK) {
      int length = (int) Math.min(LARGEST_CHUNK, end - at);
      int read = file.read(buffer.clear().limit(length), at);
      if (isZero(buffer, 0, read)) {
        space.punchHole(at, length);
      }
    }
  }

  private static long roundUp(long size) {
    return (size + BLOCK - 1) / BLOCK * BLOCK;
  }

  /** The stretches of whole blocks of zeros; the last block may be cut off by the file's end. */
  private static List<Run> zeros(PosixFile file, long size) throws IOException {
    List<Run> runs = new ArrayList<>();
    int step = (int) Math.min(LARGEST_CHUNK, roundUp(size));
    ByteBuffer buffer = ByteBuffer.allocateDirect(step);
    long start = -1;
    for (long chunk = 0; chunk < size; chunk += step) {
      int length = file.read(buffer.clear(), chunk);
      for (int at = 0; at < length; at += BLOCK) {
        boolean zero = isZero(buffer, at, Math.min(at + BLOCK, length));
        if (zero && start < 0) {
          start = chunk + at;
        } else if (!zero && start >= 0) {
          runs.add(new Run(start, chunk + at - start));
          start = -1;
        }
      }
    }
    if (start >= 0) {
      runs.add(new Run(start, roundUp(size) - start));
    }
    return runs;
  }

  private static boolean isZero(ByteBuffer buffer, int from, int until) {
    int at = from;
    for (; at + Long.BYTES <= until; at += Long.BYTES) {
      if (buffer.getLong(at) != 0) {
        return false;
      }
    }
    for (; at < until; at++) {
      if (buffer.get(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
