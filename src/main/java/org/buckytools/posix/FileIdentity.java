package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Which file it is, whatever its name: device and inode. Ordered, so that whoever locks two files
 * can lock them in one global order.
 *
 * @param device the device number
 * @param inode the inode number on that device
 */
public record FileIdentity(long device, long inode) implements Comparable<FileIdentity> {
  /** The identity of the file that a path leads to, links followed. */
  public static FileIdentity of(Path path) throws IOException {
    return FileStatus.of(path).identity();
  }

  /** Whether a path leads to this file. */
  boolean isAt(Path path) throws IOException {
    try {
      return of(path).isSameAs(this);
    } catch (NoSuchFileException gone) {
      return false;
    }
  }

  /**
   * As {@link #equals}, whose first use, generated for records, costs a short command milliseconds.
   */
  public boolean isSameAs(FileIdentity other) {
    return device == other.device && inode == other.inode;
  }

  @Override
  public int compareTo(FileIdentity other) {
    int byDevice = Long.compare(device, other.device);
    return byDevice != 0 ? byDevice : Long.compare(inode, other.inode);
  }
}
