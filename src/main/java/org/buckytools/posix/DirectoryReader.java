package org.buckytools.posix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * Lists the directories below a root by the bytes of their names. The kinds of the entries come
 * with them, so that no file is looked at; file systems that do not tell them are asked for each.
 *
 * <p>Confined to one thread at a time.
 */
public final class DirectoryReader implements AutoCloseable {
  /** What an entry is. */
  public enum Type {
    /** A regular file. */
    FILE,
    /** A directory. */
    DIRECTORY,
    /** A symbolic link. */
    LINK,
    /** Anything else. */
    OTHER
  }

  /** Takes the entries of a directory. */
  public interface Entries {
    /**
     * Takes one, in no particular order.
     *
     * @param names holds the name, good until this returns
     * @param from where the name begins
     * @param to where it ends
     */
    void entry(Type type, byte[] names, int from, int to);
  }

  private static final int CLOSED = -1;
  private static final int O_NONBLOCK = 0x800;
  private static final boolean ARM = System.getProperty("os.arch").equals("aarch64");
  private static final int O_DIRECTORY = ARM ? 0x4000 : 0x10000;
  private static final int O_NOFOLLOW = ARM ? 0x8000 : 0x20000;
  private static final int O_CLOEXEC = 0x80000;
  private static final int DT_UNKNOWN = 0;

  // What getdents(2) writes for each entry: inode 8, offset 8, length of this 2, kind 1, name, 0.
  private static final int LENGTH_AT = 16;
  private static final int KIND_AT = 18;
  private static final int NAME_AT = 19;
  private static final int BUFFER = 1 << 16;
  private static final int LONGEST_PATH = 4096;

  // Where statx(2) writes the kind, the size and the seconds of the last change.
  private static final int MODE_AT = 28;
  private static final int SIZE_AT = 40;
  private static final int MODIFIED_AT = 112;
  private static final int STATX_SIZE = 256;
  private static final int NO_FOLLOW = 0x100;
  private static final int STATX_MASK = 0x1 | 0x40 | 0x200;

  private final Path root;
  private final Errno errno = new Errno();
  private final ByteBuffer entries = CallMemory.direct(BUFFER);
  private final long entriesAddress = CallMemory.address(entries);
  private final byte[] copy = new byte[BUFFER];
  private final ByteBuffer view = ByteBuffer.wrap(copy).order(ByteOrder.nativeOrder());
  private final ByteBuffer path = CallMemory.direct(LONGEST_PATH);
  private final long pathAddress = CallMemory.address(path);
  private final ByteBuffer stat = CallMemory.direct(STATX_SIZE);
  private final long statAddress = CallMemory.address(stat);
  private int rootDescriptor;

  private DirectoryReader(Path root) throws IOException {
    this.root = root;
    long name = CallMemory.ofThread().name(root);
    rootDescriptor = opened(Libc.AT_FDCWD, name, O_DIRECTORY, root);
  }

  /**
   * Begins to read below a directory, which may be named by a link.
   *
   * @throws java.nio.file.FileSystemException if it cannot be opened or is no directory
   */
  public static DirectoryReader open(Path root) throws IOException {
    return new DirectoryReader(root);
  }

  private int opened(long directory, long name, int flags, Path shown) throws IOException {
    long opened;
    do {
      opened = Libc.openat(errno, directory, name, flags | O_CLOEXEC | O_NONBLOCK, 0);
    } while (opened < 0 && errno.value() == Libc.EINTR);
    if (opened < 0) {
      throw Failures.of("open", shown, errno.value());
    }
    return (int) opened;
  }

  /**
   * Lists a directory.
   *
   * @param name its path below the root, in bytes, without a slash at its ends; empty for the root
   * @param length of the path
   * @throws java.nio.file.FileSystemException if it cannot be read, is no directory or is a link;
   *     some entries may have been told before
   */
  public void list(byte[] name, int length, Entries taker) throws IOException {
    if (length == 0) {
      setPath(new byte[] {'.'}, 1);
    } else {
      setPath(name, length);
    }
    int descriptor =
        opened(rootDescriptor, pathAddress, O_DIRECTORY | O_NOFOLLOW, shown(name, length));
    try {
      long read = read(descriptor, name, length);
      while (read > 0) {
        entries.get(0, copy, 0, (int) read);
        take(descriptor, (int) read, taker, name, length);
        read = read(descriptor, name, length);
      }
    } finally {
      Libc.close(errno, descriptor);
    }
  }

  private long read(int descriptor, byte[] name, int length) throws IOException {
    long read;
    do {
      read = Libc.getdents(errno, descriptor, entriesAddress, BUFFER);
    } while (read < 0 && errno.value() == Libc.EINTR);
    if (read < 0 && errno.value() != Libc.ENOENT) {
      throw Failures.of("read", shown(name, length), errno.value());
    }
    return read;
  }

  private void take(int descriptor, int read, Entries taker, byte[] name, int length)
      throws IOException {
    for (int at = 0; at < read; at += view.getShort(at + LENGTH_AT) & 0xffff) {
      int from = at + NAME_AT;
      int to = from;
      while (copy[to] != 0) {
        to++;
      }
      boolean isItselfOrParent =
          copy[from] == '.' && (to == from + 1 || to == from + 2 && copy[from + 1] == '.');
      if (isItselfOrParent) {
        continue;
      }
      int kind = copy[at + KIND_AT];
      if (kind != DT_UNKNOWN) {
        taker.entry(type(kind), copy, from, to);
      } else if (look(descriptor, from, to, name, length)) {
        taker.entry(type(), copy, from, to);
      }
    }
  }

  /**
   * Looks at an entry of which the file system does not tell the kind; false if it has vanished.
   */
  private boolean look(int descriptor, int from, int to, byte[] name, int length)
      throws IOException {
    path.put(0, copy, from, to - from).put(to - from, (byte) 0);
    if (Libc.statx(errno, descriptor, pathAddress, NO_FOLLOW, STATX_MASK, statAddress) == 0) {
      return true;
    }
    if (errno.value() == Libc.ENOENT) {
      return false;
    }
    String entry = new String(copy, from, to - from, StandardCharsets.UTF_8);
    throw Failures.of("look at", shown(name, length).resolve(entry), errno.value());
  }

  /** A kind in a directory has the number that it has in a mode. */
  private static Type type(int kind) {
    return switch (kind) {
      case 4 -> Type.DIRECTORY;
      case 8 -> Type.FILE;
      case 10 -> Type.LINK;
      default -> Type.OTHER;
    };
  }

  /**
   * Looks at a file, for {@link #type()}, {@link #size} and {@link #modified}.
   *
   * @param name its path below the root
   * @param length of the path
   * @return false if there is none
   * @throws java.nio.file.FileSystemException if it cannot be looked at
   */
  public boolean stat(byte[] name, int length) throws IOException {
    return stat(name, length, NO_FOLLOW);
  }

  /**
   * Looks at what a link leads to, be it by more links.
   *
   * @return false if it leads nowhere
   * @throws java.nio.file.FileSystemException if that cannot be looked at
   */
  public boolean follow(byte[] name, int length) throws IOException {
    return stat(name, length, 0);
  }

  private boolean stat(byte[] name, int length, int flags) throws IOException {
    setPath(name, length);
    if (Libc.statx(errno, rootDescriptor, pathAddress, flags, STATX_MASK, statAddress) == 0) {
      return true;
    }
    boolean leadsNowhere = flags == 0 && errno.value() == Libc.ELOOP;
    if (leadsNowhere || errno.value() == Libc.ENOENT || errno.value() == Libc.ENOTDIR) {
      return false;
    }
    throw Failures.of("look at", shown(name, length), errno.value());
  }

  /** What the file is that was looked at last. */
  public Type type() {
    return type((stat.getShort(MODE_AT) & 0xf000) >> 12);
  }

  /** The size in bytes of the file that was looked at last. */
  public long size() {
    return stat.getLong(SIZE_AT);
  }

  /** When the file that was looked at last was changed, in seconds since 1970. */
  public long modified() {
    return stat.getLong(MODIFIED_AT);
  }

  private void setPath(byte[] name, int length) throws IOException {
    if (length >= LONGEST_PATH) {
      throw Failures.of("open", shown(name, length), Libc.ENAMETOOLONG);
    }
    path.put(0, name, 0, length).put(length, (byte) 0);
  }

  /**
   * A path below the root for people to read. Where a name is no text in the encoding of file names
   * it has other characters, and may name nothing.
   */
  public Path shown(byte[] name, int length) {
    String text = new String(name, 0, length, StandardCharsets.UTF_8).replace('\0', '\ufffd');
    try {
      return root.resolve(text);
    } catch (java.nio.file.InvalidPathException unmappable) {
      // Where the encoding of file names is ASCII.
      return root.resolve(text.replaceAll("[^ -~]", "?"));
    }
  }

  @Override
  public void close() {
    if (rootDescriptor != CLOSED) {
      Libc.close(errno, rootDescriptor);
      rootDescriptor = CLOSED;
    }
  }
}
