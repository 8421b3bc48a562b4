package org.buckytools.torture;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.buckytools.hosts.Host;
import org.buckytools.reference.ReferenceFailure;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Point;

/**
 * Writes with Graphite's own code, under its lock, to files that are being moved, and now and then
 * creates one on a host that does not own it: as carbon does, but without its delays.
 */
final class GraphiteWriter implements Callable<Map<String, Set<Long>>> {
  private static final int RARELY = 20;
  // Some hundred points a second. More would only keep the agents from the processors.
  private static final long PAUSE_NANOS = 2_000_000;

  private final ReferenceWhisper graphite;
  private final List<Host> hosts;
  private final List<String> metrics;
  private final Function<String, List<Host>> owners;
  private final long now;
  private final Random random;
  private final boolean creates;
  private final AtomicBoolean isOver;

  /**
   * Prepares it.
   *
   * @param creates whether it also creates files; on a full disk Graphite leaves torn ones
   */
  GraphiteWriter(
      ReferenceWhisper graphite,
      List<Host> hosts,
      List<String> metrics,
      Function<String, List<Host>> owners,
      long now,
      Random random,
      boolean creates,
      AtomicBoolean isOver) {
    this.graphite = graphite;
    this.hosts = hosts;
    this.metrics = metrics;
    this.owners = owners;
    this.now = now;
    this.random = random;
    this.creates = creates;
    this.isOver = isOver;
  }

  /** Returns the times that it has written, by metric. */
  @Override
  public Map<String, Set<Long>> call() {
    Map<String, Set<Long>> written = new TreeMap<>();
    while (!isOver.get()) {
      LockSupport.parkNanos(PAUSE_NANOS);
      String metric = metrics.get(random.nextInt(metrics.size()));
      Host host = hosts.get(random.nextInt(hosts.size()));
      Path file = host.file(metric);
      long time = now - random.nextInt(Ledger.RETENTIONS.getFirst().points() / 2);
      try {
        if (Files.exists(file) || creates(metric, host)) {
          graphite.updateMany(file, List.of(new Point(time, Ledger.value(metric, time))), now);
          written.computeIfAbsent(metric, name -> new TreeSet<>()).add(time);
        }
      } catch (ReferenceFailure vanished) {
        // Between two looks; carbon would drop the point, too, and say so.
      }
    }
    return written;
  }

  // Never on an owner: carbon itself empties a file that appears just when it creates it.
  private boolean creates(String metric, Host host) {
    if (!creates
        || random.nextInt(RARELY) > 0
        || owners.apply(metric).contains(host)
        || !Files.isDirectory(host.file(metric).getParent())) {
      return false;
    }
    graphite.create(host.file(metric), Ledger.RETENTIONS, 0.5f, Aggregation.AVERAGE);
    return true;
  }
}
