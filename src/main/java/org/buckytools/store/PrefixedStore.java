package org.buckytools.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A part of a store: the objects whose keys begin with something, under the rest of their keys. */
public final class PrefixedStore implements Store {
  private final Store store;
  private final String prefix;

  /**
   * The objects below a prefix.
   *
   * @param prefix what the keys begin with, such as {@code backups/host1/}
   */
  public PrefixedStore(Store store, String prefix) {
    this.store = store;
    this.prefix = prefix;
  }

  private String full(String key) {
    return prefix + Keys.check(key);
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    store.put(full(key), content);
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    return store.get(full(key), limit);
  }

  @Override
  public Listing list(String keyPrefix, String after) throws IOException {
    Listing listing = store.list(prefix + keyPrefix, after.isEmpty() ? "" : prefix + after);
    return new Listing() {
      @Override
      public StoredObject next() throws IOException {
        StoredObject found = listing.next();
        return found == null
            ? null
            : new StoredObject(found.key().substring(prefix.length()), found.size());
      }

      @Override
      public void close() throws IOException {
        listing.close();
      }
    };
  }

  @Override
  public void delete(String key) throws IOException {
    store.delete(full(key));
  }

  @Override
  public void sync() throws IOException {
    store.sync();
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
