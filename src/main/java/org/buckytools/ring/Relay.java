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

  /**
   * The relay of a name.
   *
   * @param word as {@link #word} gives it
   * @return the relay
   * @throws InvalidRingException if there is none
   */
  public static Relay named(String word) {
    for (Relay relay : values()) {
      if (relay.word.equals(word)) {
        return relay;
      }
    }
    throw new InvalidRingException("relay '" + word + "' is not known");
  }
}
