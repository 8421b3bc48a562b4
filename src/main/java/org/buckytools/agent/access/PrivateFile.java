package org.buckytools.agent.access;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;

/** Reads a file that holds a secret, and insists on its being one. */
final class PrivateFile {
  private static final int MOST = 1 << 20;
  private static final Set<PosixFilePermission> TOO_MUCH =
      EnumSet.of(
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE,
          PosixFilePermission.GROUP_WRITE);

  private PrivateFile() {}

  /**
   * What is in the file.
   *
   * @throws FileSystemException if all users may read it, or others than its owner write it
   */
  static byte[] read(Path file) throws IOException {
    Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
    if (permissions.stream().anyMatch(TOO_MUCH::contains)) {
      throw new FileSystemException(
          file.toString(),
          null,
          "holds a secret, but users other than its owner and its group's readers have access to"
              + " it; run chmod g-w,o= on it");
    }
    if (!Files.isRegularFile(file) || Files.size(file) > MOST) {
      throw new FileSystemException(
          file.toString(), null, "is no file of at most 1 MiB, as one that holds a secret is");
    }
    return Files.readAllBytes(file);
  }
}
