package org.buckytools.agent.status;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.metric.NameCursor;
import org.buckytools.metric.RoutedNames;
import org.buckytools.ring.Lookup;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.tree.inventory.Inventory;
import org.buckytools.tree.inventory.LiveInventory;
import org.buckytools.wire.AgentStatus;

/**
 * How many metrics are here that the ring gives to other hosts. They are counted in a thread of
 * their own when somebody asks and names have come or gone since the last time; whoever asks gets
 * the last number at once. Nothing is kept but that number. Thread-safe.
 */
public final class MisplacedCount implements AutoCloseable {
  /** Between two counts, at least; and so many times what the last one took. */
  private static final Duration PAUSE = Duration.ofSeconds(10);

  private static final int IDLE_TIMES = 20;
  private static final int STRIDE = 1 << 12;
  private static final long NEVER = -1;

  private final LiveInventory inventory;
  private final RingDefinition ring;
  private final String node;
  private final Jobs jobs;
  private final InstantSource clock;
  private final RoutedNames routed = new RoutedNames(RoutedNames.USUAL_PREFIX);

  private AgentStatus.Misplaced last = new AgentStatus.Misplaced(0, 0);
  private long generation = NEVER;
  private long notBefore = System.nanoTime();
  private Thread counting;
  private boolean closed;

  /**
   * @param node which of the ring's hosts this is
   */
  public MisplacedCount(
      LiveInventory inventory, RingDefinition ring, String node, Jobs jobs, InstantSource clock) {
    this.inventory = inventory;
    this.ring = ring;
    this.node = node;
    this.jobs = jobs;
    this.clock = clock;
  }

  /** The last count, and begins the next if there is need. */
  public synchronized AgentStatus.Misplaced last() {
    Optional<Inventory> names = inventory.current();
    boolean isDue = counting == null && !closed && System.nanoTime() - notBefore >= 0;
    if (names.isPresent() && isDue) {
      long current = inventory.generation();
      if (current != generation) {
        // Names that come from now on are counted the next time.
        generation = current;
        counting =
            Thread.ofPlatform()
                .daemon()
                .name("misplaced")
                .priority(Thread.MIN_PRIORITY)
                .start(() -> count(names.get()));
      }
    }
    return last;
  }

  private void count(Inventory names) {
    long began = System.nanoTime();
    long found = NEVER;
    try (Jobs.Job job = jobs.begin("counting", "metrics that do not belong here", names.count());
        NameCursor cursor = names.cursor()) {
      found = count(cursor, job);
    } catch (IOException impossible) {
      // Of memory: the number stays as it was.
      found = NEVER;
    } finally {
      counted(found, System.nanoTime() - began);
    }
  }

  private long count(NameCursor names, Jobs.Job job) throws IOException {
    Lookup lookup = ring.ring().lookup();
    RoutedNames.Keys keys = routed.keys();
    long found = 0;
    for (long seen = 1; names.next(); seen++) {
      byte[] bytes = names.bytes();
      int length = names.length();
      if (!routed.isWrittenLocally(bytes, length)
          && keys.find(bytes, length)
          && !isHere(lookup.replicas(keys.bytes(), keys.length()))) {
        found++;
      }
      if (seen % STRIDE == 0) {
        job.done(STRIDE, 0);
        if (Thread.currentThread().isInterrupted()) {
          return NEVER;
        }
      }
    }
    return found;
  }

  private boolean isHere(List<Node> owners) {
    for (int i = 0; i < owners.size(); i++) {
      if (owners.get(i).host().equals(node)) {
        return true;
      }
    }
    return false;
  }

  private synchronized void counted(long found, long nanos) {
    if (found != NEVER) {
      last = new AgentStatus.Misplaced(clock.instant().getEpochSecond(), found);
    }
    notBefore = System.nanoTime() + Math.max(PAUSE.toNanos(), IDLE_TIMES * nanos);
    counting = null;
    notifyAll();
  }

  /** Waits until no count is going on. */
  synchronized void await() throws InterruptedException {
    while (counting != null) {
      wait();
    }
  }

  /** Counts no more. */
  @Override
  public synchronized void close() {
    closed = true;
    if (counting != null) {
      counting.interrupt();
    }
  }
}
