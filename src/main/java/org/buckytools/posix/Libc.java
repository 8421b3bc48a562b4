package org.buckytools.posix;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.ref.Reference;
import java.nio.ByteBuffer;

/**
 * The C library's functions, all bound with one shape: seven longs in, one long out, errno
 * captured.
 *
 * <p>One shape because the first use of each costs milliseconds at start-up. It fits every function
 * here: on x86-64 and AArch64 Linux integers and pointers travel in 64-bit registers and, from the
 * seventh on x86-64, on the stack, which the caller clears; the callee ignores the upper half of an
 * int and what arguments it does not take, and a returned int is the lower half of the result.
 */
final class Libc {
  static final int ENOENT = 2;
  static final int EINTR = 4;
  static final int EIO = 5;
  static final int ENXIO = 6;
  static final int EBADF = 9;
  static final int EAGAIN = 11;
  static final int EPERM = 1;
  static final int EACCES = 13;
  static final int EEXIST = 17;
  static final int ENOTDIR = 20;
  static final int EISDIR = 21;
  static final int EINVAL = 22;
  static final int ENFILE = 23;
  static final int EMFILE = 24;
  static final int EFBIG = 27;
  static final int ENOSPC = 28;
  static final int ESPIPE = 29;
  static final int EROFS = 30;
  static final int ENAMETOOLONG = 36;
  static final int ENOLCK = 37;
  static final int ENOSYS = 38;
  static final int ELOOP = 40;
  static final int EOPNOTSUPP = 95;
  static final int ECONNREFUSED = 111;
  static final int EDQUOT = 122;

  static final long AT_FDCWD = -100;

  private static final int SET_LEASE = 1024;
  private static final long GETDENTS64 = System.getProperty("os.arch").equals("aarch64") ? 61 : 217;

  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor SHAPE =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG,
          ValueLayout.JAVA_LONG);
  private static final Linker.Option ERRNO = Linker.Option.captureCallState("errno");

  // Not bound to one function: binding each would cost as much again.
  private static final MethodHandle CALL = downcall();

  private static final MemorySegment OPENAT = find("openat");
  private static final MemorySegment FLOCK = find("flock");
  private static final MemorySegment PREAD = find("pread64");
  private static final MemorySegment PWRITE = find("pwrite64");
  private static final MemorySegment LSEEK = find("lseek64");
  private static final MemorySegment CLOSE = find("close");
  private static final MemorySegment FTRUNCATE = find("ftruncate64");
  private static final MemorySegment FSYNC = find("fsync");
  private static final MemorySegment FDATASYNC = find("fdatasync");
  private static final MemorySegment STATX = find("statx");

  /** Looked up when first called. All have been in the GNU C library since 2.28, of 2018. */
  private static final class Rare {
    static final MemorySegment FALLOCATE = find("fallocate64");
    static final MemorySegment RENAMEAT2 = find("renameat2");
    static final MemorySegment RENAME = find("rename");
    static final MemorySegment SYNCFS = find("syncfs");
    static final MemorySegment SOCKET = find("socket");
    static final MemorySegment CONNECT = find("connect");
    static final MemorySegment SEND = find("send");
    static final MemorySegment MKDIR = find("mkdir");
    static final MemorySegment CHMOD = find("chmod");
    static final MemorySegment FCHMOD = find("fchmod");
    static final MemorySegment FCHOWN = find("fchown");
    static final MemorySegment RMDIR = find("rmdir");
    static final MemorySegment IOCTL = find("ioctl");
    static final MemorySegment FCNTL = find("fcntl");
    static final MemorySegment SYSCALL = find("syscall");
    static final MemorySegment SYNC_FILE_RANGE = find("sync_file_range");
    static final MemorySegment EXIT = find("_exit");
    static final MemorySegment DLOPEN = find("dlopen");
    static final MemorySegment DLSYM = find("dlsym");

    private Rare() {}
  }

  private Libc() {}

  // Restricted, because a wrong shape would crash the process: this is the one place that chooses
  // shapes.
  @SuppressWarnings("restricted")
  private static MethodHandle downcall() {
    return LINKER.downcallHandle(SHAPE, ERRNO);
  }

  private static MemorySegment find(String name) {
    return LINKER.defaultLookup().findOrThrow(name);
  }

  /** Pays now for what the first call costs. */
  static void prepare() {
    Errno errno = new Errno();
    int noFile = -1;
    flock(errno, noFile, 0);
    close(errno, noFile);
  }

  // Paths are given by the addresses of their bytes, ended by a zero.
  static long openat(Errno errno, long directory, long path, int flags, int mode) {
    return (int) call(OPENAT, errno, directory, path, flags, mode, 0);
  }

  static int flock(Errno errno, int descriptor, int operation) {
    return (int) call(FLOCK, errno, descriptor, operation, 0, 0, 0);
  }

  static long pread(Errno errno, int descriptor, long address, long length, long position) {
    return call(PREAD, errno, descriptor, address, length, position, 0);
  }

  static long pwrite(Errno errno, int descriptor, long address, long length, long position) {
    return call(PWRITE, errno, descriptor, address, length, position, 0);
  }

  static long size(Errno errno, int descriptor) {
    long seekEnd = 2;
    return call(LSEEK, errno, descriptor, 0, seekEnd, 0, 0);
  }

  static int close(Errno errno, int descriptor) {
    return (int) call(CLOSE, errno, descriptor, 0, 0, 0, 0);
  }

  static int ftruncate(Errno errno, int descriptor, long size) {
    return (int) call(FTRUNCATE, errno, descriptor, size, 0, 0, 0);
  }

  static int fsync(Errno errno, int descriptor) {
    return (int) call(FSYNC, errno, descriptor, 0, 0, 0, 0);
  }

  static int fdatasync(Errno errno, int descriptor) {
    return (int) call(FDATASYNC, errno, descriptor, 0, 0, 0, 0);
  }

  static int syncfs(Errno errno, int descriptor) {
    return (int) call(Rare.SYNCFS, errno, descriptor, 0, 0, 0, 0);
  }

  /** Has what is written of a file be on its way to the disk, and does not wait for it. */
  static void startWriting(Errno errno, int descriptor) {
    int write = 2;
    call(Rare.SYNC_FILE_RANGE, errno, descriptor, 0, 0, write, 0);
  }

  /** Has the kernel say that a lease is to be let go of by a signal that is ignored. */
  static int setLeaseSignal(Errno errno, int descriptor) {
    int setSignal = 10;
    int urgentData = 23;
    return (int) call(Rare.FCNTL, errno, descriptor, setSignal, urgentData, 0, 0);
  }

  /** Takes a read lease. */
  static int lease(Errno errno, int descriptor) {
    return (int) call(Rare.FCNTL, errno, descriptor, SET_LEASE, 0, 0, 0);
  }

  /** Lets go of a lease. */
  static int release(Errno errno, int descriptor) {
    int none = 2;
    return (int) call(Rare.FCNTL, errno, descriptor, SET_LEASE, none, 0, 0);
  }

  /** Fills a struct winsize. */
  static int windowSize(Errno errno, int descriptor, long address) {
    int getWindowSize = 0x5413;
    return (int) call(Rare.IOCTL, errno, descriptor, getWindowSize, address, 0, 0);
  }

  static int socket(Errno errno, int domain, int type) {
    return (int) call(Rare.SOCKET, errno, domain, type, 0, 0, 0);
  }

  static int connect(Errno errno, int descriptor, long address, int length) {
    return (int) call(Rare.CONNECT, errno, descriptor, address, length, 0, 0);
  }

  static long send(Errno errno, int descriptor, long address, long length, int flags) {
    return call(Rare.SEND, errno, descriptor, address, length, flags, 0);
  }

  static int fallocate(Errno errno, int descriptor, int mode, long position, long length) {
    return (int) call(Rare.FALLOCATE, errno, descriptor, mode, position, length, 0);
  }

  static int fchmod(Errno errno, int descriptor, int mode) {
    return (int) call(Rare.FCHMOD, errno, descriptor, mode, 0, 0, 0);
  }

  static int fchown(Errno errno, int descriptor, int owner, int group) {
    return (int) call(Rare.FCHOWN, errno, descriptor, owner, group, 0, 0);
  }

  /** Fills a buffer with entries of a directory: how many bytes there are, 0 at its end. */
  static long getdents(Errno errno, int descriptor, long address, long length) {
    // The C library has a function for it only since 2.30.
    return call(Rare.SYSCALL, errno, GETDENTS64, descriptor, address, length, 0);
  }

  /**
   * Tells of what a path names, or of the directory's descriptor itself.
   *
   * @param flags whether links are followed and such
   * @param mask what to tell
   * @param address where
   */
  static int statx(Errno errno, long directory, long path, int flags, int mask, long address) {
    return (int) call(STATX, errno, directory, path, flags, mask, address);
  }

  static int rmdir(Errno errno, long path) {
    return (int) call(Rare.RMDIR, errno, path, 0, 0, 0, 0);
  }

  static int mkdir(Errno errno, long path, int mode) {
    return (int) call(Rare.MKDIR, errno, path, mode, 0, 0, 0);
  }

  static int chmod(Errno errno, long path, int mode) {
    return (int) call(Rare.CHMOD, errno, path, mode, 0, 0, 0);
  }

  /** Renames a file, replacing what has the new name. */
  static int renameReplacing(Errno errno, long from, long to) {
    return (int) call(Rare.RENAME, errno, from, to, 0, 0, 0);
  }

  /** Renames a file unless the new name is taken; EINVAL or ENOSYS where that cannot be done. */
  static int rename(Errno errno, long from, long to) {
    int noReplace = 1;
    return (int) call(Rare.RENAMEAT2, errno, AT_FDCWD, from, AT_FDCWD, to, noReplace);
  }

  /** Ends the process. */
  static void exit(Errno errno, int code) {
    call(Rare.EXIT, errno, code, 0, 0, 0, 0);
  }

  /**
   * Loads a library, which stays until the process ends.
   *
   * @param name a path, or a name to look for where the system has its libraries
   * @return 0 if it cannot be loaded
   */
  static long open(Errno errno, ByteBuffer name) {
    int now = 2;
    try {
      return call(Rare.DLOPEN, errno, MemorySegment.ofBuffer(name).address(), now, 0, 0, 0);
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /** Where a library has a function; 0 if it has none of that name. */
  static long find(Errno errno, long library, ByteBuffer name) {
    try {
      return call(Rare.DLSYM, errno, library, MemorySegment.ofBuffer(name).address(), 0, 0, 0);
    } finally {
      Reference.reachabilityFence(name);
    }
  }

  /** Calls a function of the shape that all have here; see above for what else it fits. */
  static long call(MemorySegment function, Errno errno, long a, long b, long c, long d, long e) {
    return call(function, errno, a, b, c, d, e, 0, 0);
  }

  /** The same with all arguments that there are. */
  static long call(
      MemorySegment function, Errno errno, long a, long b, long c, long d, long e, long f, long g) {
    try {
      return (long) CALL.invokeExact(function, errno.segment(), a, b, c, d, e, f, g);
    } catch (Throwable impossible) {
      throw new IllegalStateException("native call failed to be made", impossible);
    }
  }
}
