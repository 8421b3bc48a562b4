package org.buckytools.store;

/** This store can have no object of that key, though another may. It has not failed. */
public final class UnfitKeyException extends StoreException {
  private static final long serialVersionUID = 1;

  /** No such key here, for this reason. */
  public UnfitKeyException(String message) {
    super(message, null);
  }
}
