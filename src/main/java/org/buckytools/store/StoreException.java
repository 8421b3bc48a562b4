package org.buckytools.store;

import java.io.IOException;

/** A store could not do what it was asked. The message names store, key and reason. */
public class StoreException extends IOException {
  private static final long serialVersionUID = 1;

  /** A failure that trying again does not mend. */
  public StoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
