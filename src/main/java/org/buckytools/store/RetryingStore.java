package org.buckytools.store;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * Tries again what failed for a reason that may pass, at growing intervals and a limited number of
 * times. A listing goes on where it failed. Thread-safe if its store is.
 */
public final class RetryingStore implements Store {
  /** How to wait; a test need not. */
  public interface Sleeper {
    /** Sleeps. */
    void sleep(Duration time) throws InterruptedException;
  }

  /**
   * How patient to be.
   *
   * @param attempts how often to try, at least once
   * @param first the pause after the first failure; each is twice the one before
   * @param longest the longest pause
   */
  public record Patience(int attempts, Duration first, Duration longest) {
    /** Seven attempts within about a minute. */
    public static final Patience USUAL =
        new Patience(7, Duration.ofMillis(500), Duration.ofSeconds(20));
  }

  private interface Attempt<T> {
    T run() throws IOException;
  }

  private final Store store;
  private final Patience patience;
  private final Sleeper sleeper;

  /** Tries a store's calls again. */
  public RetryingStore(Store store, Patience patience, Sleeper sleeper) {
    this.store = store;
    this.patience = patience;
    this.sleeper = sleeper;
  }

  private <T> T retry(Attempt<T> attempt) throws IOException {
    Duration pause = patience.first();
    for (int failures = 1; ; failures++) {
      try {
        return attempt.run();
      } catch (TransientStoreException failure) {
        if (failures >= patience.attempts()) {
          throw new StoreException(
              failure.getMessage() + " (tried " + failures + " times)", failure);
        }
        sleep(pause);
        Duration next = pause.multipliedBy(2);
        pause = next.compareTo(patience.longest()) < 0 ? next : patience.longest();
      }
    }
  }

  private void sleep(Duration pause) throws InterruptedIOException {
    try {
      sleeper.sleep(pause);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while waiting for a store to recover");
    }
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    retry(
        () -> {
          store.put(key, content.duplicate());
          return null;
        });
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    return retry(() -> store.get(key, limit));
  }

  @Override
  public Listing list(String prefix, String after) throws IOException {
    return new RetriedListing(prefix, after);
  }

  @Override
  public void delete(String key) throws IOException {
    retry(
        () -> {
          store.delete(key);
          return null;
        });
  }

  @Override
  public void sync() throws IOException {
    retry(
        () -> {
          store.sync();
          return null;
        });
  }

  @Override
  public void close() throws IOException {
    store.close();
  }

  private final class RetriedListing implements Listing {
    private final String prefix;
    private String last;
    private Listing current;

    RetriedListing(String prefix, String after) {
      this.prefix = prefix;
      this.last = after;
    }

    @Override
    public StoredObject next() throws IOException {
      StoredObject found = retry(this::attempt);
      if (found != null) {
        last = found.key();
      }
      return found;
    }

    private StoredObject attempt() throws IOException {
      if (current == null) {
        current = store.list(prefix, last);
      }
      try {
        return current.next();
      } catch (TransientStoreException failure) {
        close();
        throw failure;
      }
    }

    @Override
    public void close() throws IOException {
      Listing old = current;
      current = null;
      if (old != null) {
        old.close();
      }
    }
  }
}
