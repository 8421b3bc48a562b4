package org.buckytools.cluster.relocation;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.buckytools.cluster.relocation.Finished.Result;

/**
 * What a relocation has done.
 *
 * @param counts how many moves came to which end; results that did not occur are 0
 * @param points how many points the owners got
 * @param bytes how many bytes were fetched
 * @param elapsed from the first request to the last answer
 * @param hosts what each agent did, by HOST:PORT
 * @param reasons why moves failed, were kept or blocked, and how often, by reason
 * @param failures the first of those that failed
 * @param interrupted whether it was told to stop before its end
 */
public record RelocationReport(
    Map<Result, Long> counts,
    long points,
    long bytes,
    Duration elapsed,
    Map<String, HostShare> hosts,
    Map<String, Long> reasons,
    List<Finished> failures,
    boolean interrupted) {

  /**
   * What one agent did. Times are those of requests, of which several run at once.
   *
   * @param pulled how many files it fetched
   * @param bytesPulled their size
   * @param pulling how long its pulls took
   * @param read how many files others fetched from it
   * @param bytesRead their size
   * @param removed how many files it removed
   * @param removing how long its removals took
   */
  public record HostShare(
      long pulled,
      long bytesPulled,
      Duration pulling,
      long read,
      long bytesRead,
      long removed,
      Duration removing) {}

  /** How many moves came to an end. */
  public long count(Result result) {
    return counts.getOrDefault(result, 0L);
  }

  /** Whether all was compared and nothing had to be done. */
  public boolean isBalanced() {
    return !interrupted && total() > 0 && count(Result.WHOLE) == total();
  }

  /** How many moves came to any end. */
  public long total() {
    return counts.values().stream().mapToLong(Long::longValue).sum();
  }
}
