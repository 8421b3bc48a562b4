package org.buckytools.torture;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.buckytools.carbon.CarbonCache;

/**
 * Sends every metric a point a second, by the points' clock, which may be faster than ours. Each
 * metric goes to one carbon for a while and then to another, as when relays are reconfigured.
 */
final class Feeder implements Callable<Long> {
  private static final int STAYS = 25;

  private final List<CarbonCache> carbons;
  private final List<String> metrics;
  private final int ticks;
  private final Duration tick;
  private final AtomicBoolean isOver;

  /**
   * Prepares it.
   *
   * @param ticks how many points each metric gets at most
   * @param tick how long to take for one
   * @param isOver when to stop
   */
  Feeder(
      List<CarbonCache> carbons,
      List<String> metrics,
      int ticks,
      Duration tick,
      AtomicBoolean isOver) {
    this.carbons = carbons;
    this.metrics = metrics;
    this.ticks = ticks;
    this.tick = tick;
    this.isOver = isOver;
  }

  /** Returns how many points were sent. */
  @Override
  public Long call() throws IOException, InterruptedException {
    // All points lie in the past, whichever clock is faster.
    long first = Instant.now().getEpochSecond() - ticks;
    long start = System.nanoTime();
    long sent = 0;
    for (int i = 0; i < ticks && !isOver.get(); i++) {
      for (int number = 0; number < metrics.size(); number++) {
        String metric = metrics.get(number);
        CarbonCache carbon = carbons.get((number + (i + number) / STAYS) % carbons.size());
        carbon.send(metric, Ledger.value(metric, first + i), first + i);
        sent++;
      }
      long wait = start + (i + 1) * tick.toNanos() - System.nanoTime();
      TimeUnit.NANOSECONDS.sleep(Math.max(0, wait));
    }
    return sent;
  }
}
