package org.buckytools.fill;

/**
 * Two generated files and the time at which one is filled from the other.
 *
 * @param seed makes the same pair again
 * @param src the source before the fill
 * @param dst the destination before the fill
 * @param now seconds since 1970
 */
record FilePair(long seed, RawFile src, RawFile dst, long now) {
  /** For a failure's message. */
  @Override
  public String toString() {
    return "seed " + seed + " now " + now + " src " + src.layout() + " dst " + dst.layout();
  }

  FilePair turned() {
    return new FilePair(seed, dst, src, now);
  }
}
