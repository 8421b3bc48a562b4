package org.buckytools.posix;

import java.io.IOException;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.Objects;

/**
 * An open file with positioned reads and writes and its flock(2).
 *
 * <p>The lock is the one that Graphite's whisper, carbon and go-carbon take; it belongs to this
 * opening of the file and ends with {@link #close}. Reading leaves the file's access time alone
 * where the system allows it. Buffers must be direct. For one thread at a time.
 */
public final class PosixFile implements AutoCloseable {
  /** What the file is opened for. */
  public enum Access {
    READ(0),
    WRITE(2);

    private final int flag;

    Access(int flag) {
      this.flag = flag;
    }
  }

  /** How the file is locked: shared with other readers, or alone. */
  public enum Lock {
    SHARED(1),
    EXCLUSIVE(2);

    private final int operation;

    Lock(int operation) {
      this.operation = operation;
    }

    int operation() {
      return operation;
    }
  }

  private static final int CLOSED = -1;
  private static final int EVERYBODY = 0666;

  private final Path path;
  private int descriptor;
  private FileIdentity identity;
  private ByteBuffer lastWritten;
  private long addressOfLast;

  private PosixFile(Path path, int descriptor) {
    this.path = path;
    this.descriptor = descriptor;
  }

  /** Opens an existing file. */
  public static PosixFile open(Path path, Access access) throws IOException {
    return new PosixFile(path, Opening.open(path, access.flag, 0));
  }

  /**
   * Opens an existing file and locks it, and makes sure that what is locked is still what the path
   * names: whoever replaces a file by renaming does it under the old file's lock.
   */
  public static PosixFile openLocked(Path path, Access access, Lock lock, Duration timeout)
      throws IOException {
    PosixFile file = openLockedIfThere(path, access, lock, timeout);
    if (file == null) {
      throw Failures.of("open", path, Libc.ENOENT);
    }
    return file;
  }

  /**
   * The same where a missing file is nothing exceptional.
   *
   * @return null if there is none
   */
  public static PosixFile openLockedIfThere(Path path, Access access, Lock lock, Duration timeout)
      throws IOException {
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      int descriptor = Opening.openIfThere(path, access.flag, 0);
      if (descriptor == Opening.MISSING) {
        return null;
      }
      PosixFile file = new PosixFile(path, descriptor);
      try {
        file.lock(lock, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        if (file.isCurrent()) {
          return file;
        }
      } catch (IOException | RuntimeException failure) {
        file.closeAfter(failure);
        throw failure;
      }
      file.close();
      if (deadline - System.nanoTime() < 0) {
        throw new LockTimeoutException(path, timeout);
      }
    }
  }

  /**
   * Opens a file for writing, creating an empty one with the given permission bits if there is
   * none. A symbolic link is not followed but an error.
   */
  static PosixFile openOrCreate(Path path, int mode) throws IOException {
    int flags = Access.WRITE.flag | Opening.CREATE | Opening.NO_FOLLOW;
    return new PosixFile(path, Opening.open(path, flags, mode));
  }

  /**
   * Creates a file to write, with the permissions that files are created with.
   *
   * @throws java.nio.file.FileSystemException if there is one already
   */
  public static PosixFile create(Path path) throws IOException {
    int flags = Opening.WRITE_ONLY | Opening.CREATE | Opening.EXCLUSIVE;
    return new PosixFile(path, Opening.open(path, flags, EVERYBODY));
  }

  /** Creates a file to read, for what its being there tells. */
  static PosixFile createToRead(Path path) throws IOException {
    int flags = Access.READ.flag | Opening.CREATE | Opening.EXCLUSIVE;
    return new PosixFile(path, Opening.open(path, flags, EVERYBODY));
  }

  /** Opens an existing file to read, unless it is a symbolic link. */
  public static PosixFile openNoLink(Path path) throws IOException {
    return new PosixFile(path, Opening.open(path, Access.READ.flag | Opening.NO_FOLLOW, 0));
  }

  /**
   * Gives a file another name, in one step, replacing what has that name.
   *
   * @throws java.nio.file.NoSuchFileException if there is no such file, or no directory for it
   */
  public static void rename(Path from, Path to) throws IOException {
    CallMemory memory = CallMemory.ofThread();
    Errno errno = memory.errno();
    if (Libc.renameReplacing(errno, memory.name(from), memory.otherName(to)) != 0) {
      throw Failures.of("create", to, errno.value());
    }
  }

  /**
   * Makes the first use of this package fast later: binds the native functions in another thread,
   * which takes as long as all the rest of a short command. Changes nothing and fails silently.
   */
  public static void prepare() {
    Thread.ofPlatform().daemon().name("prepare-native").start(Libc::prepare);
  }

  public Path path() {
    return path;
  }

  /** The size in bytes now. */
  public long size() throws IOException {
    Errno errno = errno();
    long size = Libc.size(errno, descriptor);
    if (size < 0) {
      throw failure("find the size of", errno);
    }
    return size;
  }

  /** Which file this is. */
  public FileIdentity identity() throws IOException {
    if (identity == null) {
      identity = FileStatus.of(this).identity();
    }
    return identity;
  }

  /** Whether the path this was opened by still leads to this file. */
  public boolean isCurrent() throws IOException {
    return identity().isAt(path);
  }

  /**
   * A path that leads to this very file, whatever has become of its name. Good while this is open.
   */
  Path descriptorPath() {
    return Path.of("/proc/self/fd/" + descriptor);
  }

  /**
   * Takes or converts the lock.
   *
   * @throws LockTimeoutException if another holder does not let go in time
   */
  public void lock(Lock lock, Duration timeout) throws IOException {
    Flock.take(errno(), descriptor, lock, timeout, path);
  }

  /** Takes the lock if nobody else holds it. */
  boolean tryLock(Lock lock) throws IOException {
    return Flock.isTaken(errno(), descriptor, lock, path);
  }

  /**
   * Lets go of the lock. Closing does so too, but for a process that is just being forked: that has
   * the file open until it is another program, which others notice who do not wait.
   */
  public void unlock() throws IOException {
    Flock.release(errno(), descriptor, path);
  }

  /**
   * Whether anybody has this file open to write to it, whatever name it had then. It has to be
   * opened to read.
   */
  public Writers writers() {
    return Lease.writers(errno(), descriptor, path);
  }

  /**
   * Reads into the buffer's remaining space from a position in the file, until the buffer is full
   * or the file ends.
   *
   * @return the number of bytes read
   */
  public int read(ByteBuffer buffer, long position) throws IOException {
    int done =
        Transfer.read(
            errno(), descriptor, CallMemory.address(buffer), buffer.remaining(), position, path);
    buffer.position(buffer.position() + done);
    return done;
  }

  /**
   * Writes all that remains in the buffer to a position in the file, in ascending order of bytes.
   */
  public void write(ByteBuffer buffer, long position) throws IOException {
    write(CallMemory.address(buffer), buffer.remaining(), position);
    buffer.position(buffer.limit());
  }

  /** Writes a stretch of a direct buffer, whose position is 0, to a position in the file. */
  public void write(ByteBuffer buffer, int from, int length, long position) throws IOException {
    Objects.checkFromIndexSize(from, length, buffer.limit());
    // A fill writes some hundred stretches of one buffer.
    if (buffer != lastWritten) {
      addressOfLast = CallMemory.address(buffer);
      lastWritten = buffer;
    }
    write(addressOfLast + from, length, position);
    Reference.reachabilityFence(buffer);
  }

  private void write(long address, int length, long position) throws IOException {
    Transfer.write(errno(), descriptor, address, length, position, path);
  }

  /** Cuts the file, or lengthens it with zeros. */
  public void truncate(long size) throws IOException {
    Errno errno = errno();
    if (Libc.ftruncate(errno, descriptor, size) != 0) {
      throw failure("resize", errno);
    }
  }

  /** Waits until data and size are on the disk. */
  public void sync() throws IOException {
    Errno errno = errno();
    if (Libc.fdatasync(errno, descriptor) != 0) {
      throw failure("sync", errno);
    }
  }

  /**
   * Has what has been written be on its way to the disk while other things are done, so that a sync
   * has less to wait for. Promises nothing, and where it cannot be done nothing happens.
   */
  public void startWriting() {
    Libc.startWriting(errno(), descriptor);
  }

  /** The number by which the C library knows the open file. */
  int descriptor() {
    return descriptor;
  }

  /**
   * Waits until all that has been done in the file system of this file or directory is on its disk,
   * which for many new files takes much less time than to {@link #sync} each.
   */
  public void syncFileSystem() throws IOException {
    Errno errno = errno();
    if (Libc.syncfs(errno, descriptor) != 0) {
      throw failure("sync the file system of", errno);
    }
  }

  /** The time of the last change. */
  public FileTime modified() throws IOException {
    return FileStatus.of(this).modified();
  }

  /** Sets the time of the last change. */
  public void modified(FileTime time) throws IOException {
    Files.setLastModifiedTime(descriptorPath(), time);
  }

  /** Sets the permissions. */
  void permissions(int mode) throws IOException {
    Errno errno = errno();
    if (Libc.fchmod(errno, descriptor, mode) != 0) {
      throw failure("set the permissions of", errno);
    }
  }

  /** Makes it belong to a user, or a group, or both; false if this process may not do that. */
  boolean belongTo(int owner, int group) {
    return Libc.fchown(errno(), descriptor, owner, group) == 0;
  }

  // The one that opened the file need not be the thread that uses it.
  private static Errno errno() {
    return CallMemory.ofThread().errno();
  }

  private IOException failure(String action, Errno errno) {
    return Failures.of(action, path, errno.value());
  }

  /**
   * Closes the file and thereby lets its lock go. Closing twice is harmless.
   *
   * @throws IOException if what was written cannot be stored, which some file systems, such as NFS,
   *     say no earlier; it is closed all the same
   */
  @Override
  public void close() throws IOException {
    if (descriptor != CLOSED) {
      int closing = descriptor;
      // Its number may belong to another file from now on.
      descriptor = CLOSED;
      Errno errno = errno();
      if (Libc.close(errno, closing) != 0) {
        throw failure("store what was written to", errno);
      }
    }
  }

  /** Closes the file after a failure, which is told rather than one of closing. */
  public void closeAfter(Exception failure) {
    try {
      close();
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
  }
}
