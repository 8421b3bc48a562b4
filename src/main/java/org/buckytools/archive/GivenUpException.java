package org.buckytools.archive;

import java.io.IOException;

/** Nothing more can be fetched or put anywhere: the run ends. */
public final class GivenUpException extends IOException {
  private static final long serialVersionUID = 1;

  /**
   * @param message why, for people
   * @param cause the last failure
   */
  public GivenUpException(String message, Throwable cause) {
    super(message, cause);
  }
}
