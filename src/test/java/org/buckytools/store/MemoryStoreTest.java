package org.buckytools.store;

/** The store for tests keeps the contract too, so that what is tested over it means something. */
class MemoryStoreTest extends StoreContract {
  private final MemoryStore store = new MemoryStore();

  @Override
  protected Store open() {
    return store;
  }
}
