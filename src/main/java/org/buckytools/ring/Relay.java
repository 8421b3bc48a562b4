package org.buckytools.ring;

/** Who defines what a hash's name means. */
public enum Relay {
  /** Graphite's carbon-relay, 1.0 or newer. */
  CARBON("carbon"),
  /** carbon-c-relay, 3.0 or newer. */
  C_RELAY("c-relay"),
  /** Go's buckyd, whose names for hashes go over the wire. */
  BUCKYD("buckyd");

  private final String word;

  Relay(String word) {
    this.word = word;
  }

  /**
   * What it is called on a command line.
   *
   * @return the name
   */
  public String word() {
    return word;
  }
}
