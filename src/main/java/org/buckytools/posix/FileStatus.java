package org.buckytools.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/**
 * What the system tells of a file at one moment, by statx(2). Java's own way to ask makes a map of
 * it, which for some thousand files takes longer than the asking.
 */
final class FileStatus {
  // Where statx(2) writes what, and what it is asked for: all that every file system has.
  private static final int MASK = 0x7ff;
  private static final int ROOM = 256;
  private static final int LINKS_AT = 16;
  private static final int OWNER_AT = 20;
  private static final int GROUP_AT = 24;
  private static final int MODE_AT = 28;
  private static final int INODE_AT = 32;
  private static final int DEVICE_MAJOR_AT = 136;
  private static final int DEVICE_MINOR_AT = 140;
  private static final int ALL_BITS = 07777;

  private final ByteBuffer told = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());

  private FileStatus() {}

  /** Of the file that a path leads to, links followed. */
  static FileStatus of(Path path) throws IOException {
    FileStatus status = new FileStatus();
    Errno errno = new Errno();
    ByteBuffer name = FileName.terminated(path);
    return status.checked(path, errno, Libc.statxFollowing(errno, name, MASK, status.told));
  }

  /** Of an open file, whatever has become of its name. */
  static FileStatus of(Errno errno, int descriptor, Path path) throws IOException {
    FileStatus status = new FileStatus();
    return status.checked(path, errno, Libc.statxOpen(errno, descriptor, MASK, status.told));
  }

  private FileStatus checked(Path path, Errno errno, int failed) throws IOException {
    if (failed != 0) {
      throw Failures.of("look at", path, errno.value());
    }
    return this;
  }

  FileIdentity identity() {
    long major = told.getInt(DEVICE_MAJOR_AT);
    long minor = Integer.toUnsignedLong(told.getInt(DEVICE_MINOR_AT));
    return new FileIdentity(major << Integer.SIZE | minor, told.getLong(INODE_AT));
  }

  /** How many names it has. */
  int links() {
    return told.getInt(LINKS_AT);
  }

  int owner() {
    return told.getInt(OWNER_AT);
  }

  int group() {
    return told.getInt(GROUP_AT);
  }

  /** Its permissions, and the bits beside them. */
  int mode() {
    return told.getShort(MODE_AT) & ALL_BITS;
  }
}
