package org.buckytools.posix;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A file that appears under its name only when it is complete.
 *
 * <p>Until then it is a hidden file in the same directory, named after the target, so that what a
 * killed process left is taken over and finished by whoever creates the same target next. While it
 * is worked on it is locked, so that anybody can tell a leftover from work in progress. For one
 * thread at a time.
 */
public final class NewFile implements AutoCloseable {
  /** How the hidden names begin. */
  public static final String PREFIX = ".bucky-new-";

  private static final int PRIVATE = 0600;
  private static final int EVERYBODY = 0666;

  private final Path target;
  private final PosixFile file;
  private boolean committed;

  private NewFile(Path target, PosixFile file) {
    this.target = target;
    this.file = file;
  }

  /**
   * Begins a file, empty and readable by its owner only.
   *
   * @param timeout how long to wait if another process is creating the same file
   */
  public static NewFile begin(Path target, Duration timeout) throws IOException {
    Path hidden = hiddenName(target);
    long deadline = System.nanoTime() + timeout.toNanos();
    while (true) {
      PosixFile file = open(hidden, target);
      try {
        file.lock(
            PosixFile.Lock.EXCLUSIVE, Duration.ofNanos(Math.max(0, deadline - System.nanoTime())));
        FileStatus status = FileStatus.of(file);
        boolean hasOneName = status.names() == 1;
        boolean isEmpty = status.size() == 0;
        boolean isCurrent = status.identity().isAt(hidden);
        if (isCurrent && hasOneName) {
          if (!isEmpty) {
            // Left half-written.
            file.truncate(0);
          }
          return new NewFile(target, file);
        }
        if (isCurrent) {
          // Left by a process that was killed just after it had linked the file to its target.
          Files.delete(hidden);
        } else if (deadline - System.nanoTime() < 0) {
          throw new LockTimeoutException(hidden, timeout);
        }
      } catch (IOException | RuntimeException failure) {
        file.closeAfter(failure);
        throw failure;
      }
      file.close();
    }
  }

  private static PosixFile open(Path hidden, Path target) throws IOException {
    try {
      return PosixFile.openOrCreate(hidden, PRIVATE);
    } catch (NoSuchFileException noDirectory) {
      throw new NoSuchFileException(
          target.toString(), null, "its directory does not exist; create it first");
    } catch (AccessDeniedException denied) {
      // The hidden name would tell nobody what was to be created.
      throw new AccessDeniedException(target.toString());
    } catch (FileSystemException failure) {
      if (Files.exists(hidden, LinkOption.NOFOLLOW_LINKS)) {
        throw failure;
      }
      throw new FileSystemException(target.toString(), null, failure.getReason());
    }
  }

  /** Whether a name is one of these hidden names. */
  public static boolean isHiddenName(String fileName) {
    return fileName.startsWith(PREFIX);
  }

  /** Whether a hidden file is a leftover: nobody is working on it. */
  public static boolean isAbandoned(Path hidden) throws IOException {
    try (PosixFile file = PosixFile.open(hidden, PosixFile.Access.READ)) {
      boolean abandoned = file.tryLock(PosixFile.Lock.EXCLUSIVE);
      if (abandoned) {
        // Whoever looks next is not to take this for work.
        file.unlock();
      }
      return abandoned;
    }
  }

  /**
   * Removes a hidden file if it is a leftover.
   *
   * @return false if somebody is working on it
   */
  public static boolean removeIfAbandoned(Path hidden) throws IOException {
    try (PosixFile file = PosixFile.open(hidden, PosixFile.Access.READ)) {
      if (!file.tryLock(PosixFile.Lock.EXCLUSIVE) || !file.isCurrent()) {
        return false;
      }
      // Whoever opened it meanwhile waits for the lock, and then sees that its name is gone.
      Files.delete(hidden);
      return true;
    }
  }

  private static Path hiddenName(Path target) {
    // Names may be as long as the file system allows, so the hidden name holds a digest: FNV-1a, 64
    // bits.
    long hash = 0xcbf29ce484222325L;
    for (char unit : target.getFileName().toString().toCharArray()) {
      hash = (hash ^ unit) * 0x100000001b3L;
    }
    return target.resolveSibling(PREFIX + Long.toHexString(hash));
  }

  /** The file to write to. */
  public PosixFile file() {
    return file;
  }

  /** Takes over permissions, time of last change and, if this process may, owner and group. */
  public void resemble(Path model) throws IOException {
    Resemblance.copy(model, file);
  }

  /** Takes over permissions and, if this process may, owner and group. */
  public void resemblePermissions(Path model) throws IOException {
    Resemblance.copyPermissions(model, file);
  }

  /** Makes the file belong to whom its directory belongs, if this process may. */
  public void belongToDirectory() throws IOException {
    Resemblance.copyOwner(target.toAbsolutePath().getParent(), file);
  }

  /**
   * Gives the permissions that files are created with: to all, but for what the umask withholds.
   */
  public void permitAsUsual() throws IOException {
    file.permissions(EVERYBODY & ~Umask.current());
  }

  /**
   * Syncs the file and gives it its name.
   *
   * @throws FileAlreadyExistsException if the name is taken; what is there stays
   */
  public void commit() throws IOException {
    file.sync();
    publish();
    syncDirectory(target);
  }

  /**
   * Gives the file its name, in one step, unless that name is taken.
   *
   * @return false if the file system cannot do that
   */
  private boolean rename() throws IOException {
    CallMemory memory = CallMemory.ofThread();
    Errno errno = memory.errno();
    if (Libc.rename(errno, memory.name(file.path()), memory.otherName(target)) == 0) {
      return true;
    }
    return switch (errno.value()) {
      case Libc.EINVAL, Libc.ENOSYS -> false;
      case Libc.EEXIST -> throw new FileAlreadyExistsException(target.toString());
      default -> throw Failures.of("create", target, errno.value());
    };
  }

  /**
   * Gives a file its name that the caller has synced; the caller sees to it that the name gets to
   * the disk. This is for many files, whose syncs are then one.
   *
   * @throws FileAlreadyExistsException if the name is taken; what is there stays
   */
  public void publish() throws IOException {
    if (rename()) {
      committed = true;
    } else {
      Files.createLink(target, file.path());
      committed = true;
      Files.delete(file.path());
    }
  }

  /** Syncs the file and gives it its name, replacing what has that name. */
  public void commitReplacing() throws IOException {
    file.sync();
    Files.move(
        file.path(), target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
    syncDirectory(target);
  }

  /** Waits until a name is on the disk. */
  static void syncDirectory(Path file) throws IOException {
    Path directory = file.toAbsolutePath().getParent();
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** Ends the work; what was not committed is removed. */
  @Override
  public void close() throws IOException {
    try {
      if (!committed) {
        Files.deleteIfExists(file.path());
      }
    } finally {
      file.close();
    }
  }
}
