package org.buckytools.fill;

/**
 * What a fill did.
 *
 * @param outcome what became of the destination
 * @param points how many points were written into an existing destination, in all archives
 * @param bytesRead from source and destination
 * @param sourceDeleted whether the source has been removed
 */
public record FillResult(Outcome outcome, long points, long bytesRead, boolean sourceDeleted) {
  /** What became of the destination. */
  public enum Outcome {
    /** There was none: it is a copy of the source now. */
    CREATED,
    /** Points were written. */
    FILLED,
    /** It had all that the source knows. Not a byte was written. */
    UNCHANGED
  }
}
