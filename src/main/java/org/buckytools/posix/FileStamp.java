package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Path;

/**
 * By what it can be told that a file has not changed: any write to it sets the time of the last
 * change of its inode, which no program can set back.
 *
 * <p>Two limits. Writes within one tick of the file system's clock share a time, so a stamp taken
 * less than {@link #MARGIN_SECONDS} after the change tells nothing. And a program that writes
 * through memory that a file is mapped to may do so without any time being set for as long as the
 * system has not written the memory to the disk, half a minute usually; on tmpfs no time is set.
 *
 * @param inode the number of the file on its file system
 * @param size in bytes
 * @param modified when its content was changed, nanoseconds since 1970; programs may set that
 * @param changed when content or attributes were changed, nanoseconds since 1970
 */
public record FileStamp(long inode, long size, long modified, long changed) {
  /** Longer than a tick of any file system's clock. */
  public static final int MARGIN_SECONDS = 2;

  static final long NANOS = 1_000_000_000;

  /** The stamp of the file that a path names, which is not followed if it is a link. */
  public static FileStamp of(Path path) throws IOException {
    return FileStatus.now(path).stamp();
  }

  /** When the content was changed, in whole seconds since 1970. */
  public long modifiedSeconds() {
    return Math.floorDiv(modified, NANOS);
  }

  /** The stamp of an open file, whatever has become of its name. */
  public static FileStamp of(PosixFile file) throws IOException {
    return FileStatus.now(file).stamp();
  }

  /**
   * Whether a later change would show: this one is long enough ago, and not in the future, as it
   * would be by a clock that has been set back.
   *
   * @param now when the stamp was taken or before, seconds since 1970
   */
  public boolean isTelling(long now) {
    return Math.floorDiv(changed, NANOS) + MARGIN_SECONDS < now;
  }
}
