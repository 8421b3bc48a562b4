package org.buckytools.agent;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.buckytools.agent.http.Refusal;

/**
 * The memory that large databases take while they are received and filled, all requests together.
 * Who comes when it is used up waits, and is refused if that takes too long. Thread-safe.
 */
final class Memory {
  private static final int KIBI = 1024;

  // As it came, decoded, as words, and merged.
  private static final int COPIES = 4;

  // What is smaller is no matter: its number is limited.
  private static final int SMALL = 1 << 20;

  private final int most;
  private final Semaphore free;
  private final Duration patience;

  /**
   * @param bytes that there are for all
   * @param patience how long to wait for others to end
   */
  Memory(long bytes, Duration patience) {
    most = Math.clamp(bytes / KIBI, 1, Integer.MAX_VALUE);
    free = new Semaphore(most, true);
    this.patience = patience;
  }

  /** A half of what Java may take. */
  static Memory ofHeap(Duration patience) {
    return new Memory(Runtime.getRuntime().maxMemory() / 2, patience);
  }

  /** Memory that a request has until it closes this. */
  final class Hold implements AutoCloseable {
    private final int taken;

    private Hold(int taken) {
      this.taken = taken;
    }

    @Override
    public void close() {
      free.release(taken);
    }
  }

  /**
   * Waits for memory for a database.
   *
   * @param size of the database; one that is too large for all of it gets all of it
   * @throws Refusal if others have it for too long
   */
  Hold take(long size) throws Refusal, InterruptedException {
    if (size < SMALL) {
      return new Hold(0);
    }
    int permits = (int) Math.min(most, size / KIBI * COPIES);
    if (!free.tryAcquire(permits, patience.toMillis(), TimeUnit.MILLISECONDS)) {
      throw new Refusal(
          503,
          "other large databases take all memory that there is for them; try again soon, or give"
              + " the agent more (BUCKY_JAVA_OPTS=-Xmx4g)");
    }
    return new Hold(permits);
  }
}
