package org.buckytools.archive;

import java.io.IOException;

/** An archive is cut off, damaged, or none; what came before has been read. */
public final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1;

  DamagedArchiveException(String message) {
    super(message);
  }

  DamagedArchiveException(String message, Throwable cause) {
    super(message, cause);
  }
}
