package org.buckytools.cli.options;

import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Names of files as users give them, on the command line or on standard input. */
public final class FileNames {

  private static final char REPLACEMENT = '\uFFFD';

  private FileNames() {}

  /**
   * The file that a name means. It need not exist.
   *
   * @param name relative to the working directory, or absolute
   * @return its path
   * @throws FileSystemException if it cannot be the name of a file; an empty one is none, since it
   *     is a variable that is not set rather than the working directory
   */
  public static Path path(String name) throws FileSystemException {
    if (name.isEmpty()) {
      throw new FileSystemException("''", null, "an empty name is no file's");
    }
    Path path;
    try {
      path = Path.of(name);
    } catch (InvalidPathException invalid) {
      throw new FileSystemException(
          name,
          null,
          name.indexOf('\0') >= 0
              ? "no file's name holds a NUL; write a name a line"
              : "the locale has no encoding for this name; set LC_ALL=C.UTF-8");
    }
    // Bytes that are no UTF-8 have become this on their way here and cannot be told any more.
    if (name.indexOf(REPLACEMENT) >= 0 && !Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileSystemException(
          name, null, "a name that is not UTF-8 cannot be given; give the directory it lies in");
    }
    return path;
  }

  /** As {@link #path}, in the manner of {@link Kind#parser}. */
  static Path argument(String text) {
    try {
      return path(text);
    } catch (FileSystemException noName) {
      throw new IllegalArgumentException(noName.getFile() + ": " + noName.getReason(), noName);
    }
  }
}
