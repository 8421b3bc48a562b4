package org.buckytools.store;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A part of a store, which is a store. */
class PrefixedStoreTest extends StoreContract {
  private final MemoryStore whole = new MemoryStore();

  @Override
  protected Store open() {
    return new PrefixedStore(whole, "part/of/");
  }

  @Test
  void touchesNothingElse() throws Exception {
    put(whole, "part/a", "x");
    put(whole, "part/of2/a", "x");
    try (Store part = open()) {
      put(part, "a", "y");
      part.delete("b");
      assertThat(keys(part, "", "")).containsExactly("a");
      assertThat(whole.objects).containsOnlyKeys("part/a", "part/of2/a", "part/of/a");
    }
  }
}
