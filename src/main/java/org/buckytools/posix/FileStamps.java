package org.buckytools.posix;

import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;

/** Takes the stamps of files. Confined to one thread. */
public final class FileStamps {
  // Where statx(2) writes what, and what it is asked for.
  private static final int INODE_AT = 32;
  private static final int SIZE_AT = 40;
  private static final int CHANGED_AT = 96;
  private static final int MODIFIED_AT = 112;
  private static final int NANOS_AFTER = 8;
  private static final int STATX_SIZE = 256;
  private static final int MASK = 0x40 | 0x80 | 0x100 | 0x200;

  private final Errno errno = new Errno();
  private final ByteBuffer stat =
      ByteBuffer.allocateDirect(STATX_SIZE).order(ByteOrder.nativeOrder());
  private final long address = MemorySegment.ofBuffer(stat).address();
  private final ByteBuffer noName = ByteBuffer.allocateDirect(1);

  /** Memory for one stamp at a time. */
  public FileStamps() {}

  /** The stamp of the file that a path names, which is not followed if it is a link. */
  public FileStamp of(Path path) throws IOException {
    return read(path, Libc.statxNow(errno, FileName.terminated(path), MASK, address));
  }

  /** The stamp of an open file, whatever has become of its name. */
  public FileStamp of(PosixFile file) throws IOException {
    return read(file.path(), Libc.statxNow(errno, file.descriptor(), noName, MASK, address));
  }

  private FileStamp read(Path path, int failed) throws IOException {
    if (failed != 0) {
      throw Failures.of("look at", path, errno.value());
    }
    return new FileStamp(
        stat.getLong(INODE_AT), stat.getLong(SIZE_AT), nanos(MODIFIED_AT), nanos(CHANGED_AT));
  }

  private long nanos(int at) {
    return stat.getLong(at) * FileStamp.NANOS + stat.getInt(at + NANOS_AFTER);
  }
}
