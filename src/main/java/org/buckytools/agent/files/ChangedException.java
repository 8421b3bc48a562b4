package org.buckytools.agent.files;

import java.io.IOException;

/** A file is not what it had to be for something to be done to it. Nothing was done. */
public final class ChangedException extends IOException {
  private static final long serialVersionUID = 1;

  ChangedException(String message) {
    super(message);
  }
}
