package org.buckytools.fill;

import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;

/** What may be found in a destination whose fill was killed. */
final class HalfFilled {
  private static final int PAGE = 4096;
  private static final int POINT = 12;

  private final FilePair pair;
  private final byte[] unfilled;
  private final byte[] filled;
  private final int headerSize;
  private final List<SortedMap<Long, Double>> before;
  private final List<SortedMap<Long, Double>> after;

  /**
   * @param pair before the fill
   * @param filled the destination's bytes after a fill that was not killed
   */
  HalfFilled(FilePair pair, byte[] filled) {
    this.pair = pair;
    this.unfilled = pair.dst().bytes();
    this.filled = filled;
    this.headerSize = 16 + 12 * pair.dst().rings().size();
    this.before = pair.dst().known(pair.now());
    this.after = RawFile.parse(filled).known(pair.now());
  }

  /**
   * The next fill must lead to what a fill without a kill leads to. Only where that takes a value
   * of src's that src's points do not explain, those points of dst that were written before the
   * kill may happen to explain it, and then it follows the others.
   */
  void checkCompleted(List<SortedMap<Long, Double>> completed) {
    for (int archive = 0; archive < after.size(); archive++) {
      RawRing source = pair.src().ofStep(pair.dst().rings().get(archive).step());
      SortedMap<Long, Double> expected = after.get(archive);
      SortedMap<Long, Double> found = completed.get(archive);
      if (!found.keySet().equals(expected.keySet())) {
        throw new AssertionError(
            "%s: archive %d knows %s, not %s"
                .formatted(pair, archive, found.keySet(), expected.keySet()));
      }
      for (long t : expected.keySet()) {
        if (!found.get(t).equals(expected.get(t))
            && (archive == 0 || source == null || !expected.get(t).equals(source.stored(t)))) {
          throw new AssertionError(
              "%s: archive %d at %d became %s, not %s"
                  .formatted(pair, archive, t, found.get(t), expected.get(t)));
        }
      }
    }
  }

  /** Whether it is as if nobody had tried to fill it, or nobody had been killed. */
  boolean isUntouchedOrDone(byte[] state) {
    return Arrays.equals(state, unfilled) || Arrays.equals(state, filled);
  }

  /**
   * The header must be whole and every point old or new. Only a known point that is to change and
   * lies across pages may be a gap.
   */
  void check(byte[] state) {
    if (state.length != unfilled.length
        || !Arrays.equals(state, 0, headerSize, unfilled, 0, headerSize)) {
      throw new AssertionError(pair + ": its header or length has changed");
    }
    RawFile file = RawFile.parse(state);
    List<SortedMap<Long, Double>> known = file.known(pair.now());
    int offset = headerSize;
    for (int archive = 0; archive < known.size(); archive++) {
      RawRing ring = file.rings().get(archive);
      for (long t = ring.oldest(pair.now()); t <= ring.newest(pair.now()); t += ring.step()) {
        Double old = before.get(archive).get(t);
        Double last = after.get(archive).get(t);
        Double value = known.get(archive).get(t);
        boolean isChanging = old != null && !old.equals(last);
        boolean isRetired = value == null && isChanging && liesAcrossPages(offset, ring, t);
        if (!same(value, old) && !same(value, last) && !isRetired) {
          throw new AssertionError(
              "%s: archive %d at %d was %s, becomes %s, is %s in between"
                  .formatted(pair, archive, t, old, last, value));
        }
      }
      offset += POINT * ring.points();
    }
  }

  private static boolean liesAcrossPages(int offset, RawRing ring, long t) {
    int position = offset + POINT * ring.slot(t);
    return position / PAGE != (position + POINT - 1) / PAGE;
  }

  private static boolean same(Double one, Double other) {
    return one == null ? other == null : one.equals(other);
  }
}
