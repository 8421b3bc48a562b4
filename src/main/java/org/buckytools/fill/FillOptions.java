package org.buckytools.fill;

/**
 * What a fill may do.
 *
 * @param start earliest time to fill, seconds since 1970, inclusive
 * @param end latest time to fill, inclusive
 * @param fromCoarser fill what is still missing with the values of the source's coarser archives;
 *     refused for sums
 * @param deleteSource remove the source when the destination is synced and the source is still what
 *     was read
 * @param ahead by how many seconds the source's clock may be ahead of this one: its points up to
 *     then count, and with later ones it is refused; with 0 the future does not count
 */
public record FillOptions(
    long start, long end, boolean fromCoarser, boolean deleteSource, long ahead) {
  /** The whole time, nothing coarser, the source stays. */
  public static final FillOptions DEFAULT = new FillOptions(0, Long.MAX_VALUE, false, false, 0);

  public FillOptions {
    if (deleteSource && (start > 0 || end < Long.MAX_VALUE)) {
      throw new IllegalArgumentException(
          "a source that was filled only in part of its time must not be deleted: leave out"
              + " either");
    }
    if (start > end) {
      throw new IllegalArgumentException(
          "the window begins at " + start + ", after its end " + end);
    }
  }

  /** Whether only a part of the time is to be filled. */
  public boolean isWindowed() {
    return start > 0 || end < Long.MAX_VALUE;
  }

  public FillOptions withWindow(long newStart, long newEnd) {
    return new FillOptions(newStart, newEnd, fromCoarser, deleteSource, ahead);
  }

  public FillOptions withFromCoarser(boolean allowed) {
    return new FillOptions(start, end, allowed, deleteSource, ahead);
  }

  public FillOptions withDeleteSource(boolean delete) {
    return new FillOptions(start, end, fromCoarser, delete, ahead);
  }

  public FillOptions withAhead(long seconds) {
    return new FillOptions(start, end, fromCoarser, deleteSource, seconds);
  }
}
