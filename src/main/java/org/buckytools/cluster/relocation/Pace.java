package org.buckytools.cluster.relocation;

/**
 * Keeps something below a rate: what is used is taken from a purse that fills with time. It may be
 * taken from beyond its end, since how large a metric is becomes known only afterwards; then
 * nothing may begin until it has filled again.
 */
final class Pace {
  private static final double NANOS = 1e9;
  private static final double FULLEST_SECONDS = 0.25;

  private final double perSecond;
  private double purse;
  private long last;

  /**
   * A full purse.
   *
   * @param perSecond 0 for no limit
   */
  Pace(double perSecond, long now) {
    this.perSecond = perSecond;
    this.last = now;
    this.purse = fullest();
  }

  private double fullest() {
    return Math.max(1, perSecond * FULLEST_SECONDS);
  }

  /** How much may begin now; 0 or less if nothing may. */
  double room(long now) {
    if (perSecond <= 0) {
      return Double.MAX_VALUE;
    }
    purse = Math.min(fullest(), purse + (now - last) / NANOS * perSecond);
    last = now;
    return purse;
  }

  /** Uses some. */
  void take(double amount) {
    purse -= perSecond > 0 ? amount : 0;
  }

  /** How long until there is room for one, in nanoseconds. */
  long pause(long now) {
    double room = room(now);
    return room >= 1 ? 0 : (long) Math.ceil((1 - room) / perSecond * NANOS);
  }
}
