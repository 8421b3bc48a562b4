package org.buckytools.agent.http;

import java.util.Locale;

/** Which encoding a client accepts, and which it has used. */
public enum Encoding {
  /** None. */
  IDENTITY("identity"),
  /** Snappy in its framing format. */
  SNAPPY("snappy"),
  /** zstd. */
  ZSTD("zstd");

  private final String word;

  Encoding(String word) {
    this.word = word;
  }

  /** As it is written in headers. */
  public String word() {
    return word;
  }

  /** The one that an answer gets: the best that is accepted, zstd before snappy. */
  public static Encoding accepted(Exchange exchange) {
    String accepted = exchange.header("Accept-Encoding").orElse("").toLowerCase(Locale.ROOT);
    if (accepted.isEmpty() || accepted.equals(IDENTITY.word)) {
      return IDENTITY;
    }
    Encoding best = IDENTITY;
    for (String part : accepted.split(",")) {
      String[] weighed = part.strip().split("\\s*;\\s*q\\s*=\\s*", 2);
      boolean refused = weighed.length == 2 && weighed[1].matches("0(\\.0*)?");
      for (Encoding known : values()) {
        if (!refused && known.word.equals(weighed[0]) && known.ordinal() > best.ordinal()) {
          best = known;
        }
      }
    }
    return best;
  }

  /**
   * The one that a request's body has.
   *
   * @throws Refusal if it is another
   */
  public static Encoding used(Exchange exchange) throws Refusal {
    String used = exchange.header("Content-Encoding").orElse("identity").toLowerCase(Locale.ROOT);
    for (Encoding known : values()) {
      if (known.word.equals(used.strip())) {
        return known;
      }
    }
    throw new Refusal(
        415, "Content-Encoding '" + used + "' is not known; use snappy, zstd or none");
  }
}
