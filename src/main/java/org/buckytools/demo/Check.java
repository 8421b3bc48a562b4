package org.buckytools.demo;

/**
 * What a host holds after a fill, compared with what both held before.
 *
 * @param points that are known now
 * @param missing that one of both held and the host does not hold
 * @param changed that the host held and that are others now, without finer points that became more
 * @param gained that the host did not hold
 */
public record Check(long points, long missing, long changed, long gained) {
  /** Counts point by point. Not thread-safe. */
  static final class Counter {
    private long points;
    private long missing;
    private long changed;
    private long gained;

    void count(double now, double before, double other) {
      boolean wasKnown = !Double.isNaN(before);
      boolean isKnown = !Double.isNaN(now);
      points += isKnown ? 1 : 0;
      gained += isKnown && !wasKnown ? 1 : 0;
      missing += !isKnown && (wasKnown || !Double.isNaN(other)) ? 1 : 0;
      changed += isKnown && wasKnown && now != before && now != other ? 1 : 0;
    }

    Check result() {
      return new Check(points, missing, changed, gained);
    }
  }
}
