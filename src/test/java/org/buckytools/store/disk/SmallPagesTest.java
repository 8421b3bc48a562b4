package org.buckytools.store.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.Store;
import org.buckytools.store.StoreContract;
import org.buckytools.store.StoredObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The store in a directory, whose listings hold two names of each directory only. */
class SmallPagesTest extends StoreContract {
  @TempDir Path directory;

  @Override
  protected Store open() {
    return new DiskStore(directory.resolve("store"), 2);
  }

  @Test
  void listsWhateverThePage() throws IOException {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    SortedSet<String> keys = new TreeSet<>(Keys.ORDER);
    Path root = Files.createDirectory(directory.resolve("store"));
    for (int i = 0; i < 300; i++) {
      String key = "d" + random.nextInt(40) + "abé-/.".charAt(random.nextInt(6)) + "x/" + i % 9;
      if (keys.add(key)) {
        Files.createDirectories(root.resolve(key).getParent());
        Files.createFile(root.resolve(key));
      }
    }
    for (int page : new int[] {1, 2, 3, 7, 40, 299, 300, 1000}) {
      try (Store store = new DiskStore(root, page)) {
        assertThat(keys(store, "", ""))
            .as("page of %d, seed %d", page, seed)
            .containsExactlyElementsOf(keys);
      }
    }
  }

  @Test
  void passesOverWhatIsDeletedMeanwhile() throws IOException {
    try (Store store = open()) {
      for (int i = 10; i < 30; i++) {
        put(store, i + "/x", "x");
      }
      int seen = 0;
      try (Listing listing = store.list("", "")) {
        for (StoredObject object = listing.next(); object != null; object = listing.next()) {
          seen++;
          store.delete(object.key());
          store.delete(Integer.parseInt(object.key().substring(0, 2)) + 1 + "/x");
        }
      }
      assertThat(seen).isEqualTo(10);
      assertThat(keys(store, "", "")).isEmpty();
    }
  }
}
