package org.buckytools.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;

/** What statx(2) tells of a file. There is one for each thread: good until that looks again. */
final class FileStatus {
  private static final int NO_FOLLOW = 0x100;
  private static final int EMPTY_PATH = 0x1000;
  private static final int FORCE_SYNC = 0x2000;
  private static final int BASIC_STATS = 0x7ff;

  // struct statx, the same on all processors.
  private static final int NAMES_AT = 16;
  private static final int OWNER_AT = 20;
  private static final int GROUP_AT = 24;
  private static final int MODE_AT = 28;
  private static final int INODE_AT = 32;
  private static final int SIZE_AT = 40;
  private static final int BLOCKS_AT = 48;
  private static final int CHANGED_AT = 96;
  private static final int MODIFIED_AT = 112;
  private static final int NANOS_AFTER = 8;
  private static final int DEVICE_AT = 136;

  private static final long BLOCK = 512;
  private static final int KIND = 0xf000;
  private static final int LINK = 0xa000;
  private static final int ALL_BITS = 07777;

  private final ByteBuffer bytes;

  private FileStatus(CallMemory memory) {
    bytes = memory.status();
  }

  /** Of the file that a path leads to, links followed. */
  static FileStatus of(Path path) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    return read(memory, path, look(memory, Libc.AT_FDCWD, memory.name(path), 0));
  }

  /** Of an open file, whatever has become of its name. */
  static FileStatus of(PosixFile file) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    int failed = look(memory, file.descriptor(), memory.noName(), EMPTY_PATH);
    return read(memory, file.path(), failed);
  }

  /** Of what has a name, be it a link, as the server knows it now if its file system has one. */
  static FileStatus now(Path path) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    return read(
        memory, path, look(memory, Libc.AT_FDCWD, memory.name(path), NO_FOLLOW | FORCE_SYNC));
  }

  /** Of an open file, as the server knows it now if its file system has one. */
  static FileStatus now(PosixFile file) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    int failed = look(memory, file.descriptor(), memory.noName(), EMPTY_PATH | FORCE_SYNC);
    return read(memory, file.path(), failed);
  }

  /** Whether a path's last part is a link, or cannot be looked at; not if there is nothing. */
  static boolean mayBeLink(Path path) {
    CallMemory memory = CallMemory.ofThread();
    if (look(memory, Libc.AT_FDCWD, memory.name(path), NO_FOLLOW) != 0) {
      int error = memory.errno().value();
      return error != Libc.ENOENT && error != Libc.ENOTDIR;
    }
    return (memory.status().getShort(MODE_AT) & KIND) == LINK;
  }

  private static int look(CallMemory memory, long directory, long name, int flags) {
    return Libc.statx(memory.errno(), directory, name, flags, BASIC_STATS, memory.statusAddress());
  }

  private static FileStatus read(CallMemory memory, Path path, int failed) throws IOException {
    if (failed != 0) {
      throw Failures.of("look at", path, memory.errno().value());
    }
    return new FileStatus(memory);
  }

  /** Which file it is. The device is numbered as stat(2) does. */
  FileIdentity identity() {
    long major = bytes.getInt(DEVICE_AT) & 0xffffffffL;
    long minor = bytes.getInt(DEVICE_AT + Integer.BYTES) & 0xffffffffL;
    long device =
        (major & ~0xfffL) << 32 | (major & 0xfff) << 8 | (minor & ~0xffL) << 12 | minor & 0xff;
    return new FileIdentity(device, inode());
  }

  long inode() {
    return bytes.getLong(INODE_AT);
  }

  /** How many names it has. */
  int names() {
    return bytes.getInt(NAMES_AT);
  }

  /** The number of the user that it belongs to. */
  int owner() {
    return bytes.getInt(OWNER_AT);
  }

  /** The number of the group that it belongs to. */
  int group() {
    return bytes.getInt(GROUP_AT);
  }

  /** The kind of file, and its permissions. */
  int mode() {
    return bytes.getShort(MODE_AT) & 0xffff;
  }

  /** The permissions, and the bits for other users and the like. */
  int permissions() {
    return mode() & ALL_BITS;
  }

  long size() {
    return bytes.getLong(SIZE_AT);
  }

  /** Bytes of the disk that it takes. */
  long allocated() {
    return bytes.getLong(BLOCKS_AT) * BLOCK;
  }

  /** When its content was changed. */
  FileTime modified() {
    return FileTime.from(
        Instant.ofEpochSecond(bytes.getLong(MODIFIED_AT), bytes.getInt(MODIFIED_AT + NANOS_AFTER)));
  }

  /** By what it can be told later whether it has changed. */
  FileStamp stamp() {
    return new FileStamp(inode(), size(), nanos(MODIFIED_AT), nanos(CHANGED_AT));
  }

  private long nanos(int at) {
    return bytes.getLong(at) * FileStamp.NANOS + bytes.getInt(at + NANOS_AFTER);
  }
}
