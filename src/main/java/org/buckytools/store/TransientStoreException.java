package org.buckytools.store;

/** A store could not do something now, and trying again later may succeed. */
public final class TransientStoreException extends StoreException {
  private static final long serialVersionUID = 1;

  /** A failure that may pass. */
  public TransientStoreException(String message, Throwable cause) {
    super(message, cause);
  }
}
