package org.buckytools.store.swift;

/**
 * What logging in gives.
 *
 * @param storage the account's URL, without a slash at its end
 * @param token to be sent with each request
 */
record Session(String storage, String token) {
  Session {
    while (storage.endsWith("/")) {
      storage = storage.substring(0, storage.length() - 1);
    }
  }

  /** Without the token. */
  @Override
  public String toString() {
    return storage;
  }
}
