package org.buckytools.store;

import java.nio.ByteBuffer;

/** Keeps nothing, and so shows what a run would store and how long it takes without a store. */
public final class NoopStore implements Store {

  /** A store without objects. */
  public NoopStore() {}

  @Override
  public void put(String key, ByteBuffer content) {
    Keys.check(key);
  }

  @Override
  public byte[] get(String key, int limit) throws NoSuchObjectException {
    throw new NoSuchObjectException("noop:", Keys.check(key));
  }

  @Override
  public Listing list(String prefix, String after) {
    return new Listing() {
      @Override
      public StoredObject next() {
        return null;
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void delete(String key) {
    Keys.check(key);
  }

  @Override
  public void sync() {}

  @Override
  public void close() {}
}
