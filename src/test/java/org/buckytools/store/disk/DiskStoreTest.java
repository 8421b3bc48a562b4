package org.buckytools.store.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.buckytools.store.Store;
import org.buckytools.store.StoreContract;
import org.buckytools.store.StoreException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a directory. */
class DiskStoreTest extends StoreContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return new DiskStore(directory.resolve("new/store"));
  }

  @Test
  void leavesNothingBesideTheObjects() throws IOException {
    try (Store store = open()) {
      put(store, "a/b", "x");
      put(store, "c/d", "y");
      store.delete("c/d");
    }
    try (Stream<Path> files = Files.walk(directory.resolve("new/store"))) {
      assertThat(files.map(file -> directory.relativize(file).toString()))
          .containsExactlyInAnyOrder("new/store", "new/store/a", "new/store/a/b");
    }
  }

  @Test
  void removesWhatAKilledProcessHasLeftAndNothingOfALivingOne() throws IOException {
    Path staging = directory.resolve("new/store/.bucky-new");
    Files.createDirectories(staging.resolve("dead"));
    Files.createFile(staging.resolve("dead.lock"));
    Files.writeString(staging.resolve("dead/1"), "half of an obj");
    try (Store living = open();
        Store other = open()) {
      put(living, "a", "x");
      assertThat(keys(living, "", "")).containsExactly("a");
      put(other, "b", "y");

      assertThat(staging.resolve("dead")).doesNotExist();
      try (Stream<Path> files = Files.list(staging)) {
        assertThat(files).as("a directory and a lock for each").hasSize(4);
      }
      put(living, "c", "z");
    }
    assertThat(staging).doesNotExist();
  }

  /** As several hosts do with one store at the same minute. */
  @Test
  void beginsWhileOthersEnd() throws Exception {
    int threads = 3;
    try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
      List<Callable<Void>> work = new ArrayList<>();
      for (int t = 0; t < threads; t++) {
        String key = "k" + t;
        work.add(
            () -> {
              for (int i = 0; i < 300; i++) {
                try (Store store = open()) {
                  put(store, key, "x");
                }
              }
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(work)) {
        done.get();
      }
    }
    assertThat(directory.resolve("new/store").toFile().list())
        .containsExactlyInAnyOrder("k0", "k1", "k2");
  }

  @Test
  void doesNotFollowLinks() throws IOException {
    Path secret = Files.writeString(directory.resolve("secret"), "s");
    Files.createDirectories(directory.resolve("new/store/a"));
    Files.createSymbolicLink(directory.resolve("new/store/a/link"), secret);
    Files.createSymbolicLink(directory.resolve("new/store/up"), directory);
    try (Store store = open()) {
      assertThat(keys(store, "", "")).isEmpty();
      assertThatThrownBy(() -> store.get("a/link", 10)).isInstanceOf(StoreException.class);
    }
  }

  @Test
  void namesFileAndReasonOfAFailure() throws IOException {
    Files.createDirectories(directory.resolve("new"));
    Files.writeString(directory.resolve("new/store"), "a file where the store should be");
    try (Store store = open()) {
      assertThatThrownBy(() -> put(store, "a/b", "x"))
          .isInstanceOf(StoreException.class)
          .hasMessageContaining("cannot write " + directory.resolve("new/store/a/b"));
    }
  }
}
