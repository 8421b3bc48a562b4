package org.buckytools.agent.files;

import java.io.IOException;

/** What came is not what was sent. Nothing was written. */
public final class DigestException extends IOException {
  private static final long serialVersionUID = 1;

  DigestException(String message) {
    super(message);
  }
}
