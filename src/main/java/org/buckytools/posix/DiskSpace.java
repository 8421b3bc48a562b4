package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileSystemException;

/** What an open file takes of its disk. Confined to the thread that opened it. */
public final class DiskSpace {
  private static final int KEEP_SIZE = 1;
  private static final int PUNCH_HOLE = 2;

  private final PosixFile file;
  private final Errno errno = new Errno();

  /**
   * @param file open, to write if it is to get holes
   */
  public DiskSpace(PosixFile file) {
    this.file = file;
  }

  /** How many bytes of the disk the file takes: less than its size if it has holes. */
  public long allocated() throws IOException {
    return FileStatus.of(file).allocated();
  }

  /**
   * Gives a stretch of the file back to the disk: it reads as zeros and takes no space any more.
   * The size stays.
   *
   * @throws FileSystemException if the file system cannot do that
   */
  public void punchHole(long position, long length) throws IOException {
    int mode = PUNCH_HOLE | KEEP_SIZE;
    while (Libc.fallocate(errno, file.descriptor(), mode, position, length) != 0) {
      if (errno.value() == Libc.EOPNOTSUPP) {
        throw new FileSystemException(
            file.path().toString(), null, "its file system does not support holes in files");
      }
      if (errno.value() != Libc.EINTR) {
        throw Failures.of("make a hole in", file.path(), errno.value());
      }
    }
  }
}
