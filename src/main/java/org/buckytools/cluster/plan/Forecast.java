package org.buckytools.cluster.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.buckytools.cluster.plan.Move.Fill;

/**
 * What going over to a ring would take: how many metrics and bytes from which host to which, and
 * how much each host holds before and afterwards.
 *
 * @param hosts of the holders and of the ring
 * @param pairs from whom to whom something is copied, the largest first
 * @param metrics how many there are
 * @param moved how many of them are to be copied or removed somewhere
 * @param unplaced how many nobody can tell the owner of: they stay where they are
 * @param unsized how many files are of unknown size, so that bytes are too few
 */
public record Forecast(
    List<Host> hosts, List<Pair> pairs, long metrics, long moved, long unplaced, long unsized) {

  /**
   * A host's share.
   *
   * @param name the host
   * @param metricsBefore files that it has
   * @param bytesBefore their size
   * @param metricsAfter files that it will have
   * @param bytesAfter their size
   * @param bytesIn how much is copied to it
   * @param bytesOut how much is copied from it
   */
  public record Host(
      String name,
      long metricsBefore,
      long bytesBefore,
      long metricsAfter,
      long bytesAfter,
      long bytesIn,
      long bytesOut) {}

  /**
   * What is copied from one host to another.
   *
   * @param from the host that has it
   * @param to the host that gets it
   * @param metrics how many files
   * @param bytes their size
   */
  public record Pair(String from, String to, long metrics, long bytes) {}

  /**
   * Counts.
   *
   * @param names by the ring to be; read to the end
   */
  public static Forecast of(PlacedNames names) throws IOException {
    return new Count(names).all();
  }

  /**
   * How long the copying takes at least, if each host can send so much and receive so much in a
   * second at the same time.
   *
   * @return seconds
   */
  public double seconds(double bytesPerSecond) {
    return hosts.stream()
        .mapToDouble(host -> Math.max(host.bytesIn(), host.bytesOut()) / bytesPerSecond)
        .max()
        .orElse(0);
  }

  /** The counting. */
  private static final class Count {
    private static final int METRICS_BEFORE = 0;
    private static final int BYTES_BEFORE = 1;
    private static final int METRICS_AFTER = 2;
    private static final int BYTES_AFTER = 3;
    private static final int BYTES_IN = 4;
    private static final int BYTES_OUT = 5;
    private static final int COUNTERS = 6;

    private final MovePolicy policy;
    private final PlacedNames names;
    private final long[][] hosts;
    private final Map<String, Integer> numbers = new TreeMap<>();
    private final long[][] pairMetrics;
    private final long[][] pairBytes;
    private long metrics;
    private long moved;
    private long unplaced;
    private long unsized;

    Count(PlacedNames names) {
      this.names = names;
      Map<String, String> others = new TreeMap<>();
      names.allHosts().forEach(host -> others.put(host, host));
      policy = new MovePolicy(false, true, Set.of(), others);
      int all = names.allHosts().size();
      hosts = new long[all][COUNTERS];
      pairMetrics = new long[all][all];
      pairBytes = new long[all][all];
      for (int i = 0; i < all; i++) {
        numbers.put(names.allHosts().get(i), i);
        if (i < names.allHolders().size()) {
          numbers.put(names.allHolders().get(i).address(), i);
        }
      }
    }

    Forecast all() throws IOException {
      while (names.next()) {
        count();
      }
      List<Host> shares = new ArrayList<>();
      List<Pair> pairs = new ArrayList<>();
      for (int i = 0; i < hosts.length; i++) {
        long[] host = hosts[i];
        shares.add(
            new Host(
                names.allHosts().get(i),
                host[METRICS_BEFORE],
                host[BYTES_BEFORE],
                host[METRICS_AFTER],
                host[BYTES_AFTER],
                host[BYTES_IN],
                host[BYTES_OUT]));
        for (int j = 0; j < hosts.length; j++) {
          if (pairMetrics[i][j] > 0) {
            pairs.add(
                new Pair(
                    names.allHosts().get(i),
                    names.allHosts().get(j),
                    pairMetrics[i][j],
                    pairBytes[i][j]));
          }
        }
      }
      pairs.sort(Comparator.comparingLong(Pair::bytes).thenComparingLong(Pair::metrics).reversed());
      return new Forecast(shares, List.copyOf(pairs), metrics, moved, unplaced, unsized);
    }

    private void count() {
      metrics++;
      long size = 0;
      for (int i = 0; i < names.holders(); i++) {
        int holder = names.holder(i);
        long bytes = names.size(holder);
        unsized += bytes < 0 ? 1 : 0;
        size = Math.max(size, bytes);
        hosts[holder][METRICS_BEFORE]++;
        hosts[holder][BYTES_BEFORE] += Math.max(0, bytes);
        if (names.belongsTo(holder)) {
          hosts[holder][METRICS_AFTER]++;
          hosts[holder][BYTES_AFTER] += Math.max(0, bytes);
        }
      }
      if (!names.hasOwners()) {
        unplaced++;
        return;
      }
      if (names.isMisplaced()) {
        moved++;
        move(policy.of(names).orElseThrow(), size);
      }
    }

    private void move(Move move, long size) {
      for (int i = 0; i < names.owners(); i++) {
        if (!names.isHeldBy(names.owner(i))) {
          hosts[names.owner(i)][METRICS_AFTER]++;
          hosts[names.owner(i)][BYTES_AFTER] += size;
        }
      }
      for (Fill fill : move.fills()) {
        int from = numbers.get(move.sourceOf(fill).agent());
        int to = numbers.get(fill.owner());
        long bytes = Math.max(0, names.size(from));
        pairMetrics[from][to]++;
        pairBytes[from][to] += bytes;
        hosts[from][BYTES_OUT] += bytes;
        hosts[to][BYTES_IN] += bytes;
      }
    }
  }
}
