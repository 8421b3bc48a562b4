package org.buckytools.fill;

/**
 * When two results of an aggregation count as the same: sums may have been added up in another
 * order.
 */
final class Closeness {
  private static final double RELATIVE = 1e-9;

  private Closeness() {}

  /** Whether two values agree; NaN agrees with nothing. */
  static boolean agree(double a, double b) {
    return a == b
        || Math.abs(a - b) <= RELATIVE * Math.max(Math.abs(a), Math.abs(b))
            && Double.isFinite(a)
            && Double.isFinite(b);
  }
}
