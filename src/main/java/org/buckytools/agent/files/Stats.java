package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.FileAttributes;
import org.buckytools.posix.PosixFile;
import org.buckytools.wire.MetricStat;

/** A file's attributes as the protocol has them. */
final class Stats {
  private static final int PERMISSIONS = 0777;
  private static final int SET_USER = 04000;
  private static final int SET_GROUP = 02000;
  private static final int STICKY = 01000;
  // Go's own numbers for the same.
  private static final long GO_SET_USER = 1L << 23;
  private static final long GO_SET_GROUP = 1L << 22;
  private static final long GO_STICKY = 1L << 20;
  private static final int KIND = 0170000;
  private static final int REGULAR = 0100000;

  private Stats() {}

  /**
   * Reads a metric's.
   *
   * @throws NoSuchFileException if there is no regular file
   */
  static MetricStat read(MetricName name, Path path) throws IOException {
    FileAttributes attributes = FileAttributes.of(path);
    checkRegular(attributes, path);
    return stat(name, attributes, attributes.stamp().size(), null);
  }

  /**
   * Those of an open file.
   *
   * @throws NoSuchFileException if it is no regular file
   */
  static FileAttributes of(PosixFile file) throws IOException {
    FileAttributes attributes = FileAttributes.of(file);
    checkRegular(attributes, file.path());
    return attributes;
  }

  private static void checkRegular(FileAttributes attributes, Path path) throws IOException {
    if ((attributes.mode() & KIND) != REGULAR) {
      throw new NoSuchFileException(path.toString());
    }
  }

  /**
   * What is told of a file.
   *
   * @param size of its content, as it was read
   * @param digest of that; null if nobody asks for it
   */
  static MetricStat stat(MetricName name, FileAttributes of, long size, String digest) {
    return new MetricStat(
        name.toString(), size, goMode(of.mode()), of.stamp().modifiedSeconds(), 0, digest, null);
  }

  private static long goMode(int mode) {
    return mode & PERMISSIONS
        | ((mode & SET_USER) != 0 ? GO_SET_USER : 0)
        | ((mode & SET_GROUP) != 0 ? GO_SET_GROUP : 0)
        | ((mode & STICKY) != 0 ? GO_STICKY : 0);
  }
}
