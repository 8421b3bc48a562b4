package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Path;

/**
 * Reads and writes at a position of an open file that go on until all is done: the system may do
 * less at a time, or be interrupted. The path is the one to name in errors.
 */
final class Transfer {
  private Transfer() {}

  /** Reads until so much has been read or the file ends, and returns how much that was. */
  static int read(Errno errno, int descriptor, long address, int wanted, long position, Path path)
      throws IOException {
    int done = 0;
    while (done < wanted) {
      long count = Libc.pread(errno, descriptor, address + done, wanted - done, position + done);
      if (count == 0) {
        break;
      }
      if (count > 0) {
        done += (int) count;
      } else if (errno.value() != Libc.EINTR) {
        throw Failures.of("read", path, errno.value());
      }
    }
    return done;
  }

  /** Writes it all, in ascending order of bytes. */
  static void write(Errno errno, int descriptor, long address, int length, long position, Path path)
      throws IOException {
    int done = 0;
    while (done < length) {
      long count = Libc.pwrite(errno, descriptor, address + done, length - done, position + done);
      if (count > 0) {
        done += (int) count;
      } else if (count == 0 || errno.value() != Libc.EINTR) {
        throw Failures.of("write", path, errno.value());
      }
    }
  }
}
