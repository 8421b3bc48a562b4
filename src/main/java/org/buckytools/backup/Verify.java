package org.buckytools.backup;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import org.buckytools.codec.DamagedException;
import org.buckytools.posix.TooLargeException;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;

/**
 * Reads versions back and checks that each is what was backed up and a sound whisper file. Changes
 * nothing. An instance serves one run.
 */
public final class Verify {
  /**
   * Which versions, and how.
   *
   * @param storagePath what all keys begin with, may be empty
   * @param metrics which metrics, by name
   * @param share how many of all versions to read, from 0 to 1, chosen at random
   * @param workers how many at a time
   * @param largest the most bytes a whisper file may have
   */
  public record Options(
      String storagePath, Predicate<String> metrics, double share, int workers, int largest) {}

  /**
   * What was found.
   *
   * @param sound versions that are what was backed up
   * @param damaged versions that are not
   * @param refused names that no metric can have
   * @param unread versions that the store failed to give, or that are too large for Java's memory
   * @param orphans objects of incomplete versions, which the next backup removes
   * @param leftOut versions that are not in the sample
   */
  public record Report(
      long sound, long damaged, long refused, long unread, long orphans, long leftOut) {
    /** Whether there was nothing to verify. */
    public boolean isEmpty() {
      return sound + damaged + refused + unread + leftOut == 0;
    }

    /** Whether there is nothing wrong. */
    public boolean isSound() {
      return damaged == 0 && refused == 0 && unread == 0;
    }
  }

  private final Store store;
  private final RandomGenerator random;
  private final RestoreListener listener;
  private final Progress progress;

  private final LongAdder sound = new LongAdder();
  private final LongAdder damaged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder unread = new LongAdder();
  private final LongAdder orphans = new LongAdder();
  private final LongAdder leftOut = new LongAdder();

  /**
   * @param random chooses the sample
   */
  public Verify(Store store, RandomGenerator random, RestoreListener listener, Progress progress) {
    this.store = store;
    this.random = random;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Verifies.
   *
   * @throws IOException if the store cannot be listed or fails again and again
   * @throws InterruptedException if the caller is interrupted
   */
  public Report run(Options options) throws IOException, InterruptedException {
    Patience patience = new Patience();
    try (Catalogue catalogue =
        new Catalogue(store, options.storagePath(), options.metrics(), this::refuse)) {
      Workers.run(
          options.workers(),
          () -> next(catalogue, options),
          () -> new Worker(new Retrieval(store, options.largest()), patience));
    }
    return new Report(
        sound.sum(), damaged.sum(), refused.sum(), unread.sum(), orphans.sum(), leftOut.sum());
  }

  private void refuse(String name, String reason) {
    refused.increment();
    listener.refused(reason);
  }

  private List<Version> next(Catalogue catalogue, Options options) throws IOException {
    for (Stored stored = catalogue.next(); stored != null; stored = catalogue.next()) {
      if (options.metrics().test(stored.metric().toString())) {
        orphans.add(stored.orphans().size());
        List<Version> chosen =
            stored.versions().stream()
                .filter(version -> options.share() >= 1 || random.nextDouble() < options.share())
                .toList();
        leftOut.add(stored.versions().size() - chosen.size());
        if (!chosen.isEmpty()) {
          return chosen;
        }
      }
    }
    return null;
  }

  private final class Worker implements Workers.Worker<List<Version>> {
    private final Retrieval retrieval;
    private final Patience patience;

    Worker(Retrieval retrieval, Patience patience) {
      this.retrieval = retrieval;
      this.patience = patience;
    }

    @Override
    public void on(List<Version> versions) throws IOException {
      for (Version version : versions) {
        try {
          retrieval.read(version);
          sound.increment();
          patience.succeeded();
        } catch (DamagedException reason) {
          damaged.increment();
          listener.damaged(version, reason);
        } catch (StoreException failure) {
          unread.increment();
          listener.failed(version.toString(), failure);
          patience.failed(failure);
        } catch (TooLargeException tooLarge) {
          unread.increment();
          listener.failed("", tooLarge);
        }
        progress.done(1, version.size());
      }
    }

    @Override
    public void finish() {}

    @Override
    public void close() {
      retrieval.close();
    }
  }
}
