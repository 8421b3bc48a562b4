package org.buckytools.backup;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.store.StoreException;

/** Gives a run up when its store fails again and again. Thread-safe. */
final class Patience {
  private static final int MOST = 10;

  private final AtomicInteger inARow = new AtomicInteger();

  void succeeded() {
    inARow.set(0);
  }

  /**
   * Counts a failure.
   *
   * @throws StoreException if there were too many without a success between
   */
  void failed(IOException failure) throws StoreException {
    if (inARow.incrementAndGet() >= MOST) {
      throw new StoreException(
          "given up, as the store failed " + MOST + " times in a row: " + failure.getMessage(),
          failure);
    }
  }
}
