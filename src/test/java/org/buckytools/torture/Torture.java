package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.hosts.Host;
import org.buckytools.hosts.Hosts;
import org.buckytools.launcher.Run;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.whisper.Point;

/**
 * Metrics are moved from ring to ring by rebalances with --delete, while a carbon-cache on each
 * host writes to them, also on hosts that do not own them.
 */
final class Torture {
  private static final List<RingChange> RINGS =
      List.of(
          RingChange.of("carbon_ch", 1, 2, 3),
          RingChange.of("fnv1a_ch", 1, 2, 3),
          RingChange.of("carbon_ch", 2, 3),
          RingChange.of("jump_fnv1a_ch", 1, 2, 3),
          RingChange.of("carbon_ch", 1, 2));
  private static final String UPDATES = "400";
  private static final int SAMPLE = 10;

  private final Path directory;
  private final Duration length;
  private final Duration tick;
  private final List<String> metrics;
  private final long seed;
  private int rebalances;

  /**
   * Prepares it.
   *
   * @param directory an empty one
   * @param length how long to move metrics about
   * @param tick how long a second of the points takes
   */
  Torture(Path directory, int metrics, Duration length, Duration tick, long seed) {
    this.directory = directory;
    this.length = length;
    this.tick = tick;
    this.seed = seed;
    this.metrics =
        IntStream.range(0, metrics)
            .mapToObj(i -> "rack%d.host%02d.load".formatted(i % 7, i))
            .toList();
  }

  /**
   * What came of it.
   *
   * @param refused points that carbon itself did not write, as it tells
   * @param seen points that were looked for meanwhile
   */
  record Outcome(Ledger.Count count, long refused, long seen, int rebalances) {
    @Override
    public String toString() {
      return "%s; %,d not written by carbon, %,d seen meanwhile, %d rebalances"
          .formatted(count, refused, seen, rebalances);
    }
  }

  Outcome run(ReferenceWhisper reference) throws Exception {
    int ticks = Math.toIntExact(length.dividedBy(tick) * 3 + 600);
    AtomicBoolean isOver = new AtomicBoolean();
    List<CarbonCache> carbons = new ArrayList<>();
    try (Hosts hosts = Hosts.in(directory, 3)) {
      try (ExecutorService beside = Executors.newFixedThreadPool(2)) {
        for (Host host : hosts.all()) {
          carbons.add(host.carbon("1s:" + (ticks + 7200) + "s,1m:7d", UPDATES));
        }
        Future<Long> fed = beside.submit(new Feeder(carbons, metrics, ticks, tick, isOver));
        Future<Long> seen = beside.submit(new Witness(hosts, carbons, metrics, seed, isOver));
        try {
          long end = System.nanoTime() + length.toNanos();
          while (System.nanoTime() < end && !fed.isDone() && !seen.isDone()) {
            change(hosts, RINGS.get(rebalances % RINGS.size()));
          }
        } finally {
          isOver.set(true);
        }
        fed.get();
        return settle(hosts, carbons, seen.get(), reference);
      } catch (Exception | AssertionError failure) {
        closeAfter(carbons, failure);
        throw failure;
      }
    }
  }

  /** What went wrong first is what is to be told. */
  private static void closeAfter(List<CarbonCache> carbons, Throwable failure) {
    for (CarbonCache carbon : carbons) {
      try {
        carbon.close();
      } catch (IOException | AssertionError another) {
        failure.addSuppressed(another);
      }
    }
  }

  private void change(Hosts hosts, RingChange ring) throws Exception {
    hosts.stop();
    hosts.start(ring.arguments(hosts));
    Run.Outcome outcome = rebalance(hosts, ring);
    // A file that carbon is just creating cannot be moved yet; the next run does it.
    assertThat(outcome.code()).as("%s: %s", ring, outcome).isIn(0, 3);
  }

  private Run.Outcome rebalance(Hosts hosts, RingChange ring) {
    rebalances++;
    List<String> arguments = new ArrayList<>(List.of("rebalance", "--delete", "-f"));
    arguments.addAll(ring.extra(hosts));
    return hosts.bucky(arguments.toArray(String[]::new)).go();
  }

  /** Carbon has written all it has; one more rebalance, and everything has to be in its place. */
  private Outcome settle(
      Hosts hosts, List<CarbonCache> carbons, long seen, ReferenceWhisper reference)
      throws Exception {
    Ledger ledger = new Ledger();
    long refused = 0;
    for (CarbonCache carbon : carbons) {
      carbon.close();
      ledger.wrote(carbon.points().times());
      refused += carbon.points().refused();
    }
    RingChange last = RINGS.get(rebalances % RINGS.size());
    hosts.stop();
    hosts.start(last.arguments(hosts));
    rebalance(hosts, last).exits(0);
    RingChange.Owners owners = last.owners(hosts);
    for (Host host : hosts.all()) {
      for (String metric : metrics) {
        assertThat(Files.exists(host.file(metric)))
            .as("%s is on %s", metric, host)
            .isEqualTo(owners.of(metric).contains(host));
      }
    }
    hosts.stop();
    assertThat(hosts.strays(metrics)).as("files beside the metrics'").isEmpty();
    Ledger.Count count =
        ledger.check(metric -> owners.of(metric).stream().map(h -> h.file(metric)).toList());
    Ledger.Count byGraphite =
        ledger
            .sample(SAMPLE)
            .check(
                metric -> owners.of(metric).stream().map(h -> h.file(metric)).toList(),
                file -> dump(reference, file));
    assertThat(byGraphite.examples()).as("missing to Graphite's reader").isEmpty();
    return new Outcome(count, refused, seen, rebalances);
  }

  private static Map<Long, Double> dump(ReferenceWhisper reference, Path file) {
    return reference.dump(file).getFirst().stream()
        .filter(point -> point.time() != 0)
        .collect(Collectors.toMap(Point::time, Point::value));
  }
}
