package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;
import org.buckytools.metric.MetricName;
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
    Map<String, Object> attributes = Files.readAttributes(path, "unix:mode,size,lastModifiedTime");
    int mode = (Integer) attributes.get("mode");
    if ((mode & KIND) != REGULAR) {
      throw new NoSuchFileException(path.toString());
    }
    long modified = ((FileTime) attributes.get("lastModifiedTime")).toMillis() / 1000;
    return new MetricStat(
        name.toString(), (Long) attributes.get("size"), goMode(mode), modified, 0, null, null);
  }

  private static long goMode(int mode) {
    return mode & PERMISSIONS
        | ((mode & SET_USER) != 0 ? GO_SET_USER : 0)
        | ((mode & SET_GROUP) != 0 ? GO_SET_GROUP : 0)
        | ((mode & STICKY) != 0 ? GO_STICKY : 0);
  }
}
