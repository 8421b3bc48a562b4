package org.buckytools.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Shows what is in a store and changes nothing in it. */
public final class DryRunStore implements Store {
  private final Store store;

  /** A store to look at only. */
  public DryRunStore(Store store) {
    this.store = store;
  }

  @Override
  public void put(String key, ByteBuffer content) {
    Keys.check(key);
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    return store.get(key, limit);
  }

  @Override
  public Listing list(String prefix, String after) throws IOException {
    return store.list(prefix, after);
  }

  @Override
  public void delete(String key) {
    Keys.check(key);
  }

  @Override
  public void sync() {}

  @Override
  public void close() throws IOException {
    store.close();
  }
}
