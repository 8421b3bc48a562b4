package org.buckytools.reference;

import java.util.List;

/**
 * What whisper-diff finds in one archive.
 *
 * @param archive its number
 * @param points how many points were compared
 * @param differing those that differ
 */
public record ReferenceDifference(int archive, int points, List<Pair> differing) {
  /** Two values of one time; NaN stands for a gap (the reference's None). */
  public record Pair(long time, double left, double right) {}
}
