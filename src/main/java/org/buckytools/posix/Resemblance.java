package org.buckytools.posix;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Map;
import java.util.Set;

/**
 * Makes new files and directories belong to whom their models belong to, so that what an
 * administrator copies stays writable for the daemon that owns the tree.
 */
public final class Resemblance {
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
      Files.createDirectories(parent);
    } else {
      createDirectories(parent, model.getParent(), modelRoot);
    }
    try {
      Files.createDirectory(directory);
    } catch (FileAlreadyExistsException createdMeanwhile) {
      return;
    }
    Map<String, Object> of = Files.readAttributes(model, "unix:permissions,uid,gid");
    copyOwner(of, directory);
    copyPermissions(of, directory);
  }

  /** Gives a file its model's permissions, time of last change and, if this process may, owner. */
  static void copy(Path model, Path file) throws IOException {
    Map<String, Object> of =
        Files.readAttributes(model, "unix:permissions,uid,gid,lastModifiedTime");
    copyOwner(of, file);
    copyPermissions(of, file);
    Files.setLastModifiedTime(file, (FileTime) of.get("lastModifiedTime"));
  }

  private static void copyPermissions(Map<String, Object> of, Path to) throws IOException {
    @SuppressWarnings("unchecked")
    Set<PosixFilePermission> permissions = (Set<PosixFilePermission>) of.get("permissions");
    Files.setPosixFilePermissions(to, permissions);
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
