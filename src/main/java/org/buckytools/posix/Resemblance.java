package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Makes new files and directories belong to whom their models belong to, so that what an
 * administrator copies stays writable for the daemon that owns the tree.
 */
public final class Resemblance {
  private static final int PERMISSIONS = 0777;
  // What is created in a directory that has this belongs to the directory's group.
  private static final int SET_GROUP = 02000;

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
    Path parent = directory.toAbsolutePath().getParent();
    if (model.equals(modelRoot)) {
      createDirectories(parent);
    } else {
      createDirectories(parent, model.getParent(), modelRoot);
    }
    if (create(directory, true)) {
      resemble(directory, model);
    }
  }

  private static void resemble(Path directory, Path model) throws IOException {
    FileStatus of = FileStatus.of(model);
    FileStatus now = FileStatus.of(directory);
    boolean chowned = copyOwner(of, now, directory);
    int inherited = (chowned ? FileStatus.of(directory) : now).mode() & SET_GROUP;
    // Changing the owner may take bits away.
    if (chowned || now.mode() != (of.mode() | inherited)) {
      setMode(directory, of.mode() | inherited);
    }
  }

  private static void setMode(Path path, int mode) throws IOException {
    Errno errno = new Errno();
    if (Libc.chmod(errno, FileName.terminated(path), mode) != 0) {
      throw Failures.of("change the permissions of", path, errno.value());
    }
  }

  private static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(directory.getParent());
      create(directory, true);
    }
  }

  /** Creates a directory; false if somebody else has done so. */
  private static boolean create(Path directory, boolean sync) throws IOException {
    Errno errno = new Errno();
    if (Libc.mkdir(errno, FileName.terminated(directory), PERMISSIONS) != 0) {
      if (errno.value() == Libc.EEXIST) {
        return false;
      }
      throw Failures.of("create", directory, errno.value());
    }
    if (sync) {
      NewFile.syncDirectory(directory);
    }
    return true;
  }

  /** Gives a file its model's permissions, time of last change and, if this process may, owner. */
  static void copy(Path model, Path file) throws IOException {
    copyPermissions(model, file);
    Files.setLastModifiedTime(file, Files.getLastModifiedTime(model));
  }

  /** Gives a file its model's permissions and, if this process may, owner. */
  static void copyPermissions(Path model, Path file) throws IOException {
    FileStatus of = FileStatus.of(model);
    copyOwner(of, FileStatus.of(file), file);
    setMode(file, of.mode() & PERMISSIONS);
  }

  /** Makes a file belong to whom another belongs, if this process may. */
  static void copyOwner(Path model, PosixFile file) throws IOException {
    copyOwner(FileStatus.of(model), file.status(), file.descriptorPath());
  }

  /**
   * Creates a directory and those above it that are missing. Each gets the permissions and, if this
   * process may, the owner of the one above it. They are not synced: whoever fills them syncs their
   * file system.
   *
   * @param directory to create; nothing happens if it exists
   */
  public static void createLikeParent(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      return;
    }
    Path parent = directory.toAbsolutePath().getParent();
    createLikeParent(parent);
    if (create(directory, false)) {
      resemble(directory, parent);
    }
  }

  /**
   * Removes a directory if it is empty. To find one that is not is the rule, so it is no exception.
   *
   * @return whether there is no such directory now
   */
  public static boolean removeIfEmpty(Path directory) {
    Errno errno = new Errno();
    return Libc.rmdir(errno, FileName.terminated(directory)) == 0 || errno.value() == Libc.ENOENT;
  }

  /**
   * Gives a file an owner and a group if they are others than it has.
   *
   * @return whether anything has been changed
   */
  private static boolean copyOwner(FileStatus of, FileStatus now, Path to) throws IOException {
    if (of.owner() == now.owner() && of.group() == now.group()) {
      return false;
    }
    try {
      if (of.group() != now.group()) {
        Files.setAttribute(to, "unix:gid", of.group());
      }
      if (of.owner() != now.owner()) {
        Files.setAttribute(to, "unix:uid", of.owner());
      }
    } catch (IOException onlyRootMay) {
      // It stays as it is.
    }
    return true;
  }
}
