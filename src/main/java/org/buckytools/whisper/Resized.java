package org.buckytools.whisper;

import java.util.List;

/**
 * What a resize did.
 *
 * @param outcome how much had to be done
 * @param before the header there was
 * @param after the header there is
 * @param pointsBefore how many values each old archive had; empty unless the points were rewritten
 * @param pointsAfter how many values each new archive has
 */
public record Resized(
    Outcome outcome,
    Header before,
    Header after,
    List<Integer> pointsBefore,
    List<Integer> pointsAfter) {
  /** How much had to be done. */
  public enum Outcome {
    /** The file was as wished. Not a byte was written. */
    UNCHANGED,
    /** Method or xff were changed in place; no point was touched. */
    HEADER_CHANGED,
    /** A new file with the points that fit has been made. */
    REWRITTEN
  }

  public Resized {
    pointsBefore = List.copyOf(pointsBefore);
    pointsAfter = List.copyOf(pointsAfter);
  }
}
