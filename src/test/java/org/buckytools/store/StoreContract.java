package org.buckytools.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every store must do. Each kind of store has a test class that extends this. */
public abstract class StoreContract {
  private static final int LIMIT = 1 << 22;

  /** The same store at each call: empty when the test begins. */
  protected abstract Store open() throws IOException;

  /** How many objects each of several threads is to put. */
  protected int load() {
    return 50;
  }

  /** Whether keys with characters beyond the basic plane are in order; of every real store. */
  protected boolean ordersAll() {
    return true;
  }

  protected static void put(Store store, String key, String content) throws IOException {
    store.put(key, ByteBuffer.wrap(content.getBytes(StandardCharsets.UTF_8)));
  }

  protected static List<String> keys(Store store, String prefix, String after) throws IOException {
    List<String> keys = new ArrayList<>();
    try (Listing listing = store.list(prefix, after)) {
      for (StoredObject object = listing.next(); object != null; object = listing.next()) {
        keys.add(object.key());
      }
    }
    return keys;
  }

  private static String get(Store store, String key) throws IOException {
    return new String(store.get(key, LIMIT), StandardCharsets.UTF_8);
  }

  @Test
  void givesBackWhatWasPut() throws IOException {
    byte[] content = new byte[1 << 20];
    new Random(1).nextBytes(content);
    try (Store store = open()) {
      ByteBuffer part = ByteBuffer.wrap(content, 10, 1000);
      store.put("a/whole", ByteBuffer.wrap(content));
      store.put("a/part", part);
      store.put("empty", ByteBuffer.allocate(0));
      store.sync();

      assertThat(part.position()).isEqualTo(10);
      assertThat(part.remaining()).isEqualTo(1000);
      assertThat(store.get("a/whole", LIMIT)).isEqualTo(content);
      assertThat(ByteBuffer.wrap(store.get("a/part", 1000))).isEqualTo(part);
      assertThat(store.get("empty", 0)).isEmpty();
    }
    try (Store again = open()) {
      assertThat(again.get("a/whole", LIMIT)).isEqualTo(content);
    }
  }

  @Test
  void replaces() throws IOException {
    try (Store store = open()) {
      put(store, "a/b", "a long first content");
      put(store, "a/b", "second");

      assertThat(get(store, "a/b")).isEqualTo("second");
      assertThat(keys(store, "", "")).containsExactly("a/b");
    }
  }

  @Test
  void tellsWhatIsMissing() throws IOException {
    try (Store store = open()) {
      assertThatThrownBy(() -> store.get("no/such", 10))
          .isInstanceOf(NoSuchObjectException.class)
          .hasMessageContaining("no/such");
      put(store, "a/b", "x");
      assertThatThrownBy(() -> store.get("a", 10)).isInstanceOf(NoSuchObjectException.class);
      assertThatThrownBy(() -> store.get("a/b/c", 10)).isInstanceOf(NoSuchObjectException.class);
    }
  }

  @Test
  void readsNoMoreThanTheLimit() throws IOException {
    try (Store store = open()) {
      put(store, "a", "12345");

      assertThat(store.get("a", 5)).hasSize(5);
      assertThatThrownBy(() -> store.get("a", 4))
          .isInstanceOf(ObjectTooLargeException.class)
          .hasMessageContaining("limit of 4");
    }
  }

  @Test
  void deletes() throws IOException {
    try (Store store = open()) {
      put(store, "a/b", "x");
      put(store, "a/c", "y");
      store.delete("a/b");
      store.delete("a/b");
      store.delete("never/was");

      assertThat(keys(store, "", "")).containsExactly("a/c");
      assertThatThrownBy(() -> store.get("a/b", 10)).isInstanceOf(NoSuchObjectException.class);
      put(store, "a/b", "again");
      assertThat(get(store, "a/b")).isEqualTo("again");
    }
  }

  @Test
  void listsNothingOfNothing() throws IOException {
    try (Store store = open()) {
      assertThat(keys(store, "", "")).isEmpty();
      assertThat(keys(store, "a/", "")).isEmpty();
      assertThatCode(store::sync).doesNotThrowAnyException();
    }
  }

  @Test
  void listsInTheOrderOfBytes() throws IOException {
    // A dot and a dash come before a slash, other letters after; beyond the basic plane last.
    List<String> ordered =
        List.of("a-b/1", "a.b/1", "a/1", "a/10", "a/2", "a0/1", "b", "é/x", "\uffee/x", "😀/x");
    if (!ordersAll()) {
      ordered = ordered.subList(0, ordered.size() - 1);
    }
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(7));
    try (Store store = open()) {
      for (String key : shuffled) {
        put(store, key, key);
      }

      assertThat(keys(store, "", "")).isEqualTo(ordered);
      for (String after : ordered) {
        assertThat(keys(store, "", after))
            .as("after " + after)
            .isEqualTo(ordered.subList(ordered.indexOf(after) + 1, ordered.size()));
      }
    }
  }

  @Test
  void listsByPrefixWithSizes() throws IOException {
    try (Store store = open()) {
      put(store, "host1/a/1", "123");
      put(store, "host1/ab/1", "1");
      put(store, "host2/a/1", "1");

      assertThat(keys(store, "host1/", "")).containsExactly("host1/a/1", "host1/ab/1");
      assertThat(keys(store, "host1/a", "")).containsExactly("host1/a/1", "host1/ab/1");
      assertThat(keys(store, "host1/a/", "")).containsExactly("host1/a/1");
      assertThat(keys(store, "host", "host1/ab/1")).containsExactly("host2/a/1");
      assertThat(keys(store, "x", "")).isEmpty();
      try (Listing listing = store.list("host1/a/", "")) {
        assertThat(listing.next()).isEqualTo(new StoredObject("host1/a/1", 3));
        assertThat(listing.next()).isNull();
        assertThat(listing.next()).isNull();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "/a", "a/", "a//b", "..", "a/../../b", "./a", "a/.", "a\0b"})
  void refusesOtherKeys(String key) throws IOException {
    try (Store store = open()) {
      assertThatThrownBy(() -> put(store, key, "x")).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.get(key, 1)).isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  /** Metrics may have names that are longer than those of files. */
  @Test
  void keepsWhatHasALongKeyOrSaysThatItCannot() throws IOException {
    for (int length : new int[] {255, 256, 1000, 1025}) {
      String key = "é" + "k".repeat(length - 2);
      try (Store store = open()) {
        try {
          put(store, key, "x");
          assertThat(get(store, key)).isEqualTo("x");
          assertThat(keys(store, "é", "")).containsExactly(key);
        } catch (UnfitKeyException unfit) {
          assertThat(length).isGreaterThan(255);
          assertThat(unfit).hasMessageContaining(key);
          assertThatThrownBy(() -> store.get(key, 1)).isInstanceOf(NoSuchObjectException.class);
          assertThat(keys(store, key, "")).isEmpty();
        }
        store.delete(key);
        assertThat(keys(store, "", "")).isEmpty();
      }
    }
  }

  @Test
  void isSafeForThreads() throws Exception {
    int threads = 4;
    int each = load();
    try (Store store = open();
        ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        int thread = t;
        work.add(
            () -> {
              for (int i = 0; i < each; i++) {
                put(store, "shared/" + i + "/" + thread, "x".repeat(i));
                store.delete("shared/" + i + "/" + thread);
                put(store, "kept/" + i, "x".repeat(i));
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
      assertThat(keys(store, "", "")).hasSize(each).allMatch(key -> key.startsWith("kept/"));
      assertThat(get(store, "kept/7")).isEqualTo("x".repeat(7));
    }
  }
}
