package org.buckytools.posix;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Tells symbolic links from all else, without an exception for what is not there. */
public final class SymbolicLink {
  // struct statx: where the kind is, and how long it all is.
  private static final int STATX_TYPE = 1;
  private static final int MODE_AT = 28;
  private static final int SIZE = 256;
  private static final int KIND = 0xf000;
  private static final int LINK = 0xa000;

  private SymbolicLink() {}

  /** Whether a path's last part is one, or cannot be looked at; not if there is nothing. */
  public static boolean mayBe(Path path) {
    Errno errno = new Errno();
    ByteBuffer stat = ByteBuffer.allocateDirect(SIZE).order(ByteOrder.nativeOrder());
    if (Libc.statx(errno, FileName.terminated(path), STATX_TYPE, stat) != 0) {
      return errno.value() != Libc.ENOENT && errno.value() != Libc.ENOTDIR;
    }
    return (stat.getShort(MODE_AT) & KIND) == LINK;
  }
}
