package org.buckytools.cluster.relocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.RelocationReport.HostShare;

/** Counts for the report, in bounded memory. Not thread-safe. */
final class Tally {
  private static final int MOST_REASONS = 50;
  private static final int MOST_FAILURES = 1000;
  private static final String OTHER = "other reasons";

  private final Map<Result, Long> counts = new EnumMap<>(Result.class);
  private final Map<String, long[]> hosts = new TreeMap<>();
  private final Map<String, Long> reasons = new TreeMap<>();
  private final List<Finished> failures = new ArrayList<>();
  private long points;
  private long bytes;

  private static final int PULLED = 0;
  private static final int BYTES_PULLED = 1;
  private static final int PULLING = 2;
  private static final int READ = 3;
  private static final int BYTES_READ = 4;
  private static final int REMOVED = 5;
  private static final int REMOVING = 6;
  private static final int COUNTERS = 7;

  private long[] host(String agent) {
    return hosts.computeIfAbsent(agent, added -> new long[COUNTERS]);
  }

  void pulled(String owner, String source, long size) {
    host(owner)[PULLED]++;
    host(owner)[BYTES_PULLED] += size;
    host(source)[READ]++;
    host(source)[BYTES_READ] += size;
  }

  void pulling(String owner, long nanos) {
    host(owner)[PULLING] += nanos;
  }

  void removed(String holder) {
    host(holder)[REMOVED]++;
  }

  void removing(String holder, long nanos) {
    host(holder)[REMOVING] += nanos;
  }

  void finished(Finished finished) {
    counts.merge(finished.result(), 1L, Long::sum);
    points += finished.points();
    bytes += finished.bytes();
    if (!finished.reason().isEmpty()) {
      String reason = reason(finished);
      reasons.merge(
          reasons.containsKey(reason) || reasons.size() < MOST_REASONS ? reason : OTHER,
          1L,
          Long::sum);
    }
    if (finished.result() == Result.FAILED && failures.size() < MOST_FAILURES) {
      failures.add(finished);
    }
  }

  // The same reason for another metric, or another number of points, counts as the same.
  private static String reason(Finished finished) {
    String name = finished.move().metric();
    return finished.reason().replace(name, "…").replaceAll("\\b[0-9]+ points?\\b", "points");
  }

  RelocationReport report(Duration elapsed, boolean interrupted) {
    Map<String, HostShare> shares = new TreeMap<>();
    hosts.forEach(
        (agent, host) ->
            shares.put(
                agent,
                new HostShare(
                    host[PULLED],
                    host[BYTES_PULLED],
                    Duration.ofNanos(host[PULLING]),
                    host[READ],
                    host[BYTES_READ],
                    host[REMOVED],
                    Duration.ofNanos(host[REMOVING]))));
    return new RelocationReport(
        new EnumMap<>(counts),
        points,
        bytes,
        elapsed,
        shares,
        new TreeMap<>(reasons),
        List.copyOf(failures),
        interrupted);
  }
}
