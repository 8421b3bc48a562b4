package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;

/** What two trees must be so that one can be filled from the other. */
final class TreeRoots {
  private TreeRoots() {}

  /**
   * Checks two roots; the destination need not exist.
   *
   * @throws FileSystemException if they are the same directory, the destination lies in the source
   *     (the walk would find what the fill creates, and copy it deeper and deeper) or is none
   */
  static void check(Path src, Path dst) throws IOException {
    if (Files.exists(dst) && !Files.isDirectory(dst)) {
      throw new NotDirectoryException(dst.toString());
    }
    Path from = src.toRealPath();
    Path to = future(dst);
    if (from.equals(to)) {
      throw new FileSystemException(
          src.toString(), dst.toString(), "source and destination are the same directory");
    }
    if (to.startsWith(from)) {
      throw new FileSystemException(
          src.toString(),
          dst.toString(),
          "the destination lies in the source; it would be filled from itself");
    }
  }

  /** The real path that a directory has or will have when it is created. */
  private static Path future(Path directory) throws IOException {
    Path whole = directory.toAbsolutePath();
    Path existing = whole;
    while (!Files.exists(existing)) {
      existing = existing.getParent();
    }
    return existing.toRealPath().resolve(existing.relativize(whole)).normalize();
  }
}
