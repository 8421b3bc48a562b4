package org.buckytools.posix;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file, or what becomes of it, needs more memory than Java has. Others may be handled all the
 * same; trying again helps only with more memory.
 */
public final class TooLargeException extends FileSystemException {
  private static final long serialVersionUID = 1;

  /**
   * One file that does not fit.
   *
   * @param what of the file needs too much: "it needs", "its 12 bytes need"
   */
  public TooLargeException(Path file, String what, OutOfMemoryError cause) {
    super(
        file.toString(),
        null,
        what
            + " more memory than Java has; allow it more (BUCKY_JAVA_OPTS=-Xmx8g), or use fewer"
            + " workers");
    initCause(cause);
  }

  /**
   * Two files that do not fit together.
   *
   * @param larger how much of Java's memory is enough, as a part of the larger one
   */
  public TooLargeException(Path file, Path other, String larger, OutOfMemoryError cause) {
    super(
        file.toString(),
        other.toString(),
        "they need more memory than Java has; allow it "
            + larger
            + " the larger file's size (BUCKY_JAVA_OPTS=-Xmx8g), or use fewer workers");
    initCause(cause);
  }
}
