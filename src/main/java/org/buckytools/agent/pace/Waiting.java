package org.buckytools.agent.pace;

/**
 * How long one direction of a request has waited for the peer, and for how many bytes. The time
 * that the agent itself takes in between does not count. Thread-safe.
 */
final class Waiting {
  private static final long SECOND = 1_000_000_000;

  private boolean waits;
  private long since;
  private long waited;
  private long bytes;

  /** The peer's turn begins. */
  synchronized void begin(long now) {
    waits = true;
    since = now;
  }

  /** The peer has done its part. */
  synchronized void end(long now) {
    if (waits) {
      waits = false;
      waited += now - since;
    }
  }

  /** Bytes have come, or have been handed over to be taken. */
  synchronized void count(long moved) {
    bytes += moved;
  }

  /**
   * Whether the peer keeps us waiting, and has moved fewer bytes in all that time than it should.
   *
   * @param rate bytes a second
   * @param grace in nanoseconds; nobody is slow before
   */
  synchronized boolean tooSlow(long now, long rate, long grace) {
    if (!waits) {
      return false;
    }
    long all = waited + now - since;
    return all > grace && bytes < (double) all / SECOND * rate;
  }
}
