package org.buckytools.archive;

/**
 * What a {@link Sink} did with a metric.
 *
 * @param outcome what became of it
 * @param points how many were written into files that existed
 */
public record Placed(Outcome outcome, long points) {
  /** What became of a metric. */
  public enum Outcome {
    /** It was missing, at least in one place. */
    CREATED,
    /** It lacked points, at least in one place. */
    FILLED,
    /** It had all. */
    UNCHANGED,
    /** It does not belong where this sink may put it. */
    ELSEWHERE
  }
}
