package org.buckytools.fill;

import java.util.List;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;

/**
 * What the source knows at the step of one archive of the destination: the same bits from its
 * archive of that step (F2), or what its finer points aggregate to (F3).
 */
final class SourceValues {
  private final Lane same;
  private final Lane finer;
  private final Aggregation sourceMethod;
  private final Aggregation method;
  private final float xff;
  private final int step;
  private final double[] scratch;

  /**
   * @param source the source's header, its values in {@code lanes}
   * @param destination how to aggregate where the source has no archive of that step
   * @param step of the destination's archive
   * @param scratch room for as many values as the largest archive has points
   */
  SourceValues(
      Header source, Workspace.Lanes lanes, Header destination, int step, double[] scratch) {
    List<Archive> archives = source.archives();
    int index = coarsestDividing(archives, step);
    boolean isSame = index >= 0 && archives.get(index).step() == step;
    this.same = isSame ? lanes.get(index) : null;
    int finerIndex = isSame ? index - 1 : index;
    this.finer = finerIndex >= 0 ? lanes.get(finerIndex) : null;
    this.sourceMethod = source.aggregation();
    this.method = destination.aggregation();
    this.xff = destination.xff();
    this.step = step;
    this.scratch = scratch;
  }

  private static int coarsestDividing(List<Archive> archives, int step) {
    for (int i = archives.size() - 1; i >= 0; i--) {
      int candidate = archives.get(i).step();
      if (candidate <= step && step % candidate == 0) {
        return i;
      }
    }
    return -1;
  }

  /** The source's archive of the same step, or null. */
  Lane same() {
    return same;
  }

  /** Whether the source can know anything at this step. */
  boolean isEmpty() {
    return same == null && finer == null;
  }

  /** The oldest interval of the source's next finer archive; the largest number if it has none. */
  long oldestFiner() {
    return finer == null ? Long.MAX_VALUE : finer.time(0);
  }

  /** What the source knows of an interval; NaN if nothing. */
  double at(long time) {
    if (same != null) {
      return same.at(time);
    }
    return finer == null
        ? Double.NaN
        : finer.aggregate(time, step / finer.step(), method, xff, scratch);
  }

  /**
   * Whether a value that {@link #at} gave says no more than the source's finer points still do
   * (F4).
   */
  boolean explains(long time, double value) {
    if (finer == null || !finer.reachesBackTo(time)) {
      return false;
    }
    return same == null
        || Closeness.agree(
            value, finer.aggregate(time, step / finer.step(), sourceMethod, 0, scratch));
  }
}
