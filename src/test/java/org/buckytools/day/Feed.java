package org.buckytools.day;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.buckytools.carbon.CarbonRelay;
import org.buckytools.torture.Ledger;

/**
 * Sends a point of each metric a second, by the points' clock, which may be faster than ours, to a
 * relay; while it is held it keeps them, as collectors do whose relay is away. A metric that is
 * renamed goes on with the values of its first name.
 *
 * <p>Thread-safe.
 */
final class Feed implements AutoCloseable {
  private final List<String> metrics;
  private final Duration tick;
  private final Thread thread;
  private long time;
  private long sent;
  private long ticks;
  private UnaryOperator<String> names = UnaryOperator.identity();
  private CarbonRelay relay;
  private RuntimeException failure;
  private boolean isOver;

  /**
   * Prepares it, held.
   *
   * @param metrics their first names
   * @param first the time of the first points; all have to lie in the past
   * @param tick how long a second of the points takes
   */
  Feed(List<String> metrics, long first, Duration tick) {
    this.metrics = metrics;
    this.tick = tick;
    time = first;
    thread = Thread.ofPlatform().daemon().name("feed").start(this::run);
  }

  private synchronized void run() {
    try {
      while (!isOver) {
        if (relay != null) {
          send(relay, metrics);
          time++;
          ticks++;
          notifyAll();
        }
        wait(tick.toMillis());
      }
    } catch (IOException | IllegalStateException broken) {
      failure = new IllegalStateException("the feed has ended", broken);
      notifyAll();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }

  private void send(CarbonRelay to, List<String> some) throws IOException {
    if (time >= Instant.now().getEpochSecond()) {
      throw new IllegalStateException("the points' clock has overtaken ours");
    }
    for (String metric : some) {
      to.send(names.apply(metric), Ledger.value(metric, time), time);
      sent++;
    }
  }

  /** Sends some points of metrics that get no more afterwards. Only while it is held. */
  synchronized void sendOnce(CarbonRelay to, List<String> quiet, int points) {
    try {
      for (int i = 0; i < points; i++) {
        send(to, quiet);
        time++;
      }
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** Sends nothing from now on. */
  synchronized void hold() {
    relay = null;
  }

  /** Sends to a relay from now on. */
  synchronized void resume(CarbonRelay to) {
    relay = to;
  }

  /** Gives metrics other names from now on, as collectors do. */
  synchronized void rename(UnaryOperator<String> newNames) {
    names = newNames;
  }

  /** What a metric is called now. */
  synchronized String name(String first) {
    return names.apply(first);
  }

  /** Waits until each metric has got so many points more. */
  synchronized void await(long more) throws InterruptedException {
    long goal = ticks + more;
    while (ticks < goal) {
      if (failure != null) {
        throw failure;
      }
      wait();
    }
  }

  /** How many points were sent. */
  synchronized long sent() {
    if (failure != null) {
      throw failure;
    }
    return sent;
  }

  @Override
  public void close() {
    synchronized (this) {
      isOver = true;
      notifyAll();
    }
    try {
      thread.join();
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
    }
  }
}
