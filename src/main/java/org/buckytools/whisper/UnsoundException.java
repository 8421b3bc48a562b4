package org.buckytools.whisper;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file is not a sound whisper file. The reason says exactly what is wrong; the file has not been
 * touched.
 */
public final class UnsoundException extends FileSystemException {
  private static final long serialVersionUID = 1;

  public UnsoundException(Path file, String reason) {
    super(file.toString(), null, reason);
  }

  @Override
  public String getMessage() {
    return getFile() + ": not a sound whisper file: " + getReason();
  }
}
