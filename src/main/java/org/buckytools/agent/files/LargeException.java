package org.buckytools.agent.files;

import java.io.IOException;

/** A metric's file is larger than the request takes. */
public final class LargeException extends IOException {
  private static final long serialVersionUID = 1;

  LargeException(long size, int limit) {
    super("it has " + size + " bytes, and this is for at most " + limit + "; ask for it alone");
  }
}
