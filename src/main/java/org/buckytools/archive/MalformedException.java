package org.buckytools.archive;

import java.io.IOException;

/** Something in an archive breaks the format; the message says what, as what a header has. */
final class MalformedException extends IOException {
  private static final long serialVersionUID = 1;

  MalformedException(String message) {
    super(message);
  }
}
