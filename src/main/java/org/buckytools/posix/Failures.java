package org.buckytools.posix;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * Turns an error number into the exception that Java's own file calls would throw, with a reason to
 * act on.
 */
final class Failures {
  private Failures() {}

  static FileSystemException of(String action, Path path, int error) {
    String name = path.toString();
    return switch (error) {
      case Libc.ENOENT -> new NoSuchFileException(name);
      case Libc.EACCES, Libc.EPERM -> new AccessDeniedException(name);
      default -> new FileSystemException(name, null, "cannot " + action + " it: " + reason(error));
    };
  }

  private static String reason(int error) {
    return switch (error) {
      case Libc.ENOSPC -> "no space left on its disk";
      case Libc.EDQUOT -> "disk quota exceeded";
      case Libc.EROFS -> "its file system is mounted read-only";
      case Libc.EIO -> "its disk or file system reports an input/output error (see dmesg)";
      case Libc.EBADF -> "it has been closed, or was not opened for that";
      case Libc.ESPIPE, Libc.ENXIO -> "it is not a regular file";
      case Libc.EISDIR -> "it is a directory";
      case Libc.ENOTDIR -> "a part of its path is not a directory";
      case Libc.ELOOP -> "too many symbolic links";
      case Libc.ENAMETOOLONG -> "its name is too long";
      case Libc.ENFILE -> "the system has too many open files";
      case Libc.EMFILE -> "this process has too many open files (see ulimit -n)";
      case Libc.EFBIG -> "it would be larger than its file system or limits allow";
      case Libc.EAGAIN -> "another process has a lease of it (see /proc/locks)";
      case Libc.ECONNREFUSED -> "nobody listens there";
      case Libc.EINVAL -> "the file system does not support it";
      case Libc.ENOLCK, Libc.EOPNOTSUPP, Libc.ENOSYS -> "its file system does not support flock";
      default -> "error " + error + " of the operating system (see errno(3))";
    };
  }
}
