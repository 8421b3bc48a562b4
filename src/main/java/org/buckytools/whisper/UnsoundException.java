package org.buckytools.whisper;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file is not a sound whisper file. The reason says exactly what is wrong; the file has not been
 * touched.
 */
public final class UnsoundException extends FileSystemException {
  private static final long serialVersionUID = 1;

  private final String fault;

  /**
   * @param file the file
   * @param fault what is wrong with it, such as {@code it is empty (0 bytes)}
   */
  public UnsoundException(Path file, String fault) {
    super(file.toString(), null, "not a sound whisper file: " + fault);
    this.fault = fault;
  }

  /** What is wrong, without the file's name. */
  public String fault() {
    return fault;
  }
}
