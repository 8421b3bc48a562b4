package org.buckytools.agent.page;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * One host's agent, asked at most every few seconds however many want to know. Nobody waits for one
 * that did not answer the last time. Thread-safe.
 */
final class WatchedHost {
  /** Asks the agent. */
  @FunctionalInterface
  interface Asking {
    /**
     * Asks, for a limited time.
     *
     * @param before what it said before
     */
    Glance ask(Glance before) throws InterruptedException;
  }

  // Its limits may not hold, as when a name server hangs.
  private static final long LATE = Duration.ofSeconds(6).toNanos();

  private final String host;
  private final Asking asking;
  private final long fresh;
  private Glance last = Glance.NONE;
  private long asked;
  private long begun;
  private boolean isAsked;
  private boolean isBeingAsked;

  /**
   * @param fresh how long what it said is good enough
   */
  WatchedHost(String host, Asking asking, Duration fresh) {
    this.host = host;
    this.asking = asking;
    this.fresh = fresh.toNanos();
  }

  String host() {
    return host;
  }

  /** Asks it in the background, unless it is being asked, or was just now. */
  synchronized void refresh() {
    if (!isBeingAsked && (!isAsked || System.nanoTime() - asked >= fresh)) {
      isBeingAsked = true;
      begun = System.nanoTime();
      Thread.ofVirtual().name("watch " + host).start(this::ask);
    }
  }

  private void ask() {
    Glance next = last();
    try {
      next = asking.ask(next);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException mistake) {
      next = next.silent("internal error: " + mistake);
    } finally {
      synchronized (this) {
        last = next;
        asked = System.nanoTime();
        isAsked = true;
        isBeingAsked = false;
        notifyAll();
      }
    }
  }

  /** What it said last, or that it has been asked for too long now. */
  synchronized Glance last() {
    boolean isLate = isBeingAsked && System.nanoTime() - begun >= LATE;
    return isLate && last.error().isEmpty() ? last.silent("it has not answered yet") : last;
  }

  /**
   * Waits for its answer, if it can be expected to come.
   *
   * @param end when to wait no longer, as {@link System#nanoTime} tells
   */
  synchronized void await(long end) throws InterruptedException {
    long left = end - System.nanoTime();
    while (isBeingAsked && last.error().isEmpty() && left > 0) {
      TimeUnit.NANOSECONDS.timedWait(this, left);
      left = end - System.nanoTime();
    }
  }
}
