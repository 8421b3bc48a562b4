package org.buckytools.cluster.relocation;

/** Says when a host should be spared because it has other things to do. */
public interface Throttle {
  /** Spares nobody. */
  Throttle NONE = agent -> false;

  /**
   * Whether nothing new shall be written to a host now.
   *
   * @param agent HOST:PORT of its agent
   */
  boolean spares(String agent);
}
