package org.buckytools.store;

/** There is no object of that key. */
public final class NoSuchObjectException extends StoreException {
  private static final long serialVersionUID = 1;

  /** No object. */
  public NoSuchObjectException(String store, String key) {
    super(store + ": there is no " + key, null);
  }
}
