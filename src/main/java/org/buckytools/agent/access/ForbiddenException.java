package org.buckytools.agent.access;

import java.io.IOException;

/** The sender of a request may not do what it asks for. The message says why. */
public final class ForbiddenException extends IOException {
  private static final long serialVersionUID = 1;

  /** Forbidden, for this reason. */
  public ForbiddenException(String message) {
    super(message);
  }
}
