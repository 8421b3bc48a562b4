package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;

/**
 * Makes new files and directories belong to whom their models belong to, so that what an
 * administrator copies stays writable for the daemon that owns the tree.
 */
public final class Resemblance {
  private static final int PERMISSIONS = 0777;
  // What is created in a directory that has this belongs to the directory's group.
  private static final int SET_GROUP = 02000;
  private static final int LEFT_ALONE = -1;

  private Resemblance() {}

  /**
   * Creates a directory and those above it that are missing, each with the permissions and, if this
   * process may, the owner of its model: the directory of the same relative path below the model's
   * root.
   *
   * @param directory to create; nothing happens if it exists
   * @param model a directory
   * @param modelRoot where models end; directories above are created as usual
   */
  public static void createDirectories(Path directory, Path model, Path modelRoot)
      throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = parent(directory);
    if (model.equals(modelRoot)) {
      createDirectories(parent);
    } else {
      createDirectories(parent, model.getParent(), modelRoot);
    }
    if (create(directory)) {
      resemble(directory, model);
    }
  }

  private static void resemble(Path directory, Path model) throws IOException {
    FileStatus of = FileStatus.of(model);
    int owner = of.owner();
    int group = of.group();
    int permissions = of.permissions();
    int now = permissions(directory, owner, group);
    int wanted = permissions | now & SET_GROUP;
    if (now != wanted) {
      CallMemory memory = CallMemory.ofThread();
      Errno errno = memory.errno();
      if (Libc.chmod(errno, memory.name(directory), wanted) != 0) {
        throw Failures.of("set the permissions of", directory, errno.value());
      }
    }
  }

  private static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(directory.getParent());
      create(directory);
    }
  }

  /** Creates a directory and waits until it is on the disk; false if somebody else has done so. */
  private static boolean create(Path directory) throws IOException {
    int failed = make(directory);
    if (failed == Libc.EEXIST) {
      return false;
    }
    if (failed != 0) {
      throw Failures.of("create", directory, failed);
    }
    NewFile.syncDirectory(directory);
    return true;
  }

  /** Gives a file its model's permissions, time of last change and, if this process may, owner. */
  static void copy(Path model, PosixFile file) throws IOException {
    FileTime modified = FileStatus.of(model).modified();
    copyPermissions(model, file);
    file.modified(modified);
  }

  /** Gives a file its model's permissions and, if this process may, owner. */
  static void copyPermissions(Path model, PosixFile file) throws IOException {
    copyOwner(model, file);
    file.permissions(FileStatus.of(model).permissions() & PERMISSIONS);
  }

  /** Makes a file belong to whom another belongs, if this process may. */
  static void copyOwner(Path model, PosixFile file) throws IOException {
    FileStatus of = FileStatus.of(model);
    int owner = of.owner();
    int group = of.group();
    FileStatus now = FileStatus.of(file);
    boolean isOwners = now.owner() == owner;
    // A user may give a file to another group of his, but to no other user.
    if (now.group() == group || file.belongTo(LEFT_ALONE, group)) {
      if (!isOwners) {
        file.belongTo(owner, LEFT_ALONE);
      }
    }
  }

  /**
   * Creates a directory and those above it that are missing. Each gets the permissions and, if this
   * process may, the owner of the one above it. They are not synced: whoever fills them syncs their
   * file system.
   *
   * @param directory to create; nothing happens if it exists
   */
  public static void createLikeParent(Path directory) throws IOException {
    // Mostly it is there, or the one above it is.
    int failed = make(directory);
    if (failed == Libc.ENOENT) {
      createLikeParent(parent(directory));
      failed = make(directory);
    }
    if (failed == 0) {
      resemble(directory, parent(directory));
    } else if (failed != Libc.EEXIST && !Files.isDirectory(directory)) {
      throw Failures.of("create", directory, failed);
    }
  }

  private static Path parent(Path directory) {
    return directory.toAbsolutePath().getParent();
  }

  /** Creates a directory; an error's number, or 0. */
  private static int make(Path directory) {
    CallMemory memory = CallMemory.ofThread();
    Errno errno = memory.errno();
    return Libc.mkdir(errno, memory.name(directory), PERMISSIONS) == 0 ? 0 : errno.value();
  }

  /**
   * Removes a directory if it is empty. To find one that is not is the rule, so it is no exception.
   *
   * @return whether there is no such directory now
   */
  public static boolean removeIfEmpty(Path directory) {
    CallMemory memory = CallMemory.ofThread();
    return Libc.rmdir(memory.errno(), memory.name(directory)) == 0
        || memory.errno().value() == Libc.ENOENT;
  }

  /** Gives a directory an owner if this process may, and tells what permissions it has then. */
  private static int permissions(Path directory, int owner, int group) throws IOException {
    FileStatus now = FileStatus.of(directory);
    boolean isOwners = now.owner() == owner;
    boolean isGroups = now.group() == group;
    if (isOwners && isGroups) {
      return now.permissions();
    }
    try {
      if (!isGroups) {
        Files.setAttribute(directory, "unix:gid", group);
      }
      if (!isOwners) {
        Files.setAttribute(directory, "unix:uid", owner);
      }
    } catch (IOException onlyRootMay) {
      // Then it belongs to whoever runs this.
    }
    return FileStatus.of(directory).permissions();
  }
}
