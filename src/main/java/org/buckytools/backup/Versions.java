package org.buckytools.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.buckytools.store.Store;

/** The complete versions in a store, by metric and date, as a stream. For one thread. */
public final class Versions implements Closeable {
  private final Catalogue catalogue;
  private final Predicate<String> metrics;
  private final Deque<Version> ahead = new ArrayDeque<>();

  /**
   * Begins a listing.
   *
   * @param storagePath what all keys begin with, may be empty
   * @param metrics which metrics, by name
   * @param refused is told what is stored under names that no metric can have
   */
  public Versions(
      Store store, String storagePath, Predicate<String> metrics, Consumer<String> refused)
      throws IOException {
    this.catalogue = new Catalogue(store, storagePath, (name, reason) -> refused.accept(reason));
    this.metrics = metrics;
  }

  /** The next version, or null. */
  public Version next() throws IOException {
    while (ahead.isEmpty()) {
      Stored stored = catalogue.next();
      if (stored == null) {
        return null;
      }
      if (metrics.test(stored.metric().toString())) {
        ahead.addAll(stored.versions());
      }
    }
    return ahead.pollFirst();
  }

  @Override
  public void close() throws IOException {
    catalogue.close();
  }
}
