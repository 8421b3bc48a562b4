package org.buckytools.fill;

/**
 * What a fill did.
 *
 * @param outcome what became of the destination
 * @param points how many points were written into an existing destination, in all archives
 * @param bytesRead from source and destination
 * @param source what became of the source
 */
public record FillResult(Outcome outcome, long points, long bytesRead, Source source) {
  /** What became of the destination. */
  public enum Outcome {
    /** There was none: it is a copy of the source now. */
    CREATED,
    /** Points were written. */
    FILLED,
    /** It had all that the source knows. Not a byte was written. */
    UNCHANGED
  }

  /** What became of the source. */
  public enum Source {
    /** It was to stay. */
    LEFT("it was to stay"),
    /** It has been removed. */
    DELETED("it has been removed"),
    /** It stays: it, or what was filled, is not what was read. */
    CHANGED("it or what was filled has changed meanwhile; fill again"),
    /** It stays, as it may still change. */
    OPEN_TO_WRITE("another process has it open to write to it; fill again when that has ended"),
    /** It stays, as some of its points would be lost. */
    NEEDED(
        "it has points that the destination has no place for, because its archives are others;"
            + " resize the destination and fill again, or remove the source yourself");

    private final String words;

    Source(String words) {
      this.words = words;
    }

    /** The same for people, in lower case. */
    public String words() {
      return words;
    }
  }

  /** Whether the source has been removed. */
  public boolean sourceDeleted() {
    return source == Source.DELETED;
  }
}
