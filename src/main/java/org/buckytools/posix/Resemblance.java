package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Map;

/**
 * Makes new files and directories belong to whom their models belong to, so that what an
 * administrator copies stays writable for the daemon that owns the tree.
 */
public final class Resemblance {
  private static final int PERMISSIONS = 0777;
  private static final int ALL_BITS = 07777;
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
    Map<String, Object> of = Files.readAttributes(model, "unix:mode,uid,gid");
    copyOwner(of, directory);
    int inherited = mode(directory) & SET_GROUP;
    Files.setAttribute(directory, "unix:mode", (Integer) of.get("mode") & ALL_BITS | inherited);
  }

  private static void createDirectories(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      createDirectories(directory.getParent());
      create(directory, true);
    }
  }

  /** Creates a directory; false if somebody else has done so. */
  private static boolean create(Path directory, boolean sync) throws IOException {
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException createdMeanwhile) {
      return false;
    }
    if (sync) {
      NewFile.syncDirectory(directory);
    }
    return true;
  }

  /** Gives a file its model's permissions, time of last change and, if this process may, owner. */
  static void copy(Path model, Path file) throws IOException {
    Map<String, Object> of = Files.readAttributes(model, "unix:mode,uid,gid,lastModifiedTime");
    copyOwner(of, file);
    Files.setAttribute(file, "unix:mode", (Integer) of.get("mode") & PERMISSIONS);
    Files.setLastModifiedTime(file, (FileTime) of.get("lastModifiedTime"));
  }

  /** Gives a file its model's permissions and, if this process may, owner. */
  static void copyPermissions(Path model, Path file) throws IOException {
    Map<String, Object> of = Files.readAttributes(model, "unix:mode,uid,gid");
    copyOwner(of, file);
    Files.setAttribute(file, "unix:mode", (Integer) of.get("mode") & PERMISSIONS);
  }

  private static int mode(Path path) throws IOException {
    return (Integer) Files.getAttribute(path, "unix:mode");
  }

  /** Makes a file belong to whom another belongs, if this process may. */
  static void copyOwner(Path model, Path file) throws IOException {
    copyOwner(Files.readAttributes(model, "unix:uid,gid"), file);
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

  private static void copyOwner(Map<String, Object> of, Path to) throws IOException {
    Map<String, Object> now = Files.readAttributes(to, "unix:uid,gid");
    for (String id : new String[] {"gid", "uid"}) {
      if (!of.get(id).equals(now.get(id))) {
        try {
          Files.setAttribute(to, "unix:" + id, of.get(id));
        } catch (IOException onlyRootMay) {
          return;
        }
      }
    }
  }
}
