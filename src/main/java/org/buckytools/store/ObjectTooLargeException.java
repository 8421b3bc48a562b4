package org.buckytools.store;

/** An object has more bytes than the caller accepts. */
public final class ObjectTooLargeException extends StoreException {
  private static final long serialVersionUID = 1;

  /** Too many bytes. */
  public ObjectTooLargeException(String store, String key, long size, int limit) {
    super(store + ": " + key + " has " + size + " bytes, more than the limit of " + limit, null);
  }
}
