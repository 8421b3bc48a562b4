package org.buckytools.fill;

import static org.buckytools.whisper.WhisperFormat.MAX_UINT32;

import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;

/**
 * The rules F1 to F6: computes what the destination's archives should hold, finest to coarsest.
 * Touches no file.
 *
 * <p>Before: both files' values in their lanes. After: the merged lanes, which differ from the old
 * ones just where something is to be written.
 */
final class Merge {
  private final Header source;
  private final Header destination;
  private final Workspace space;
  private final FillOptions options;
  private final long now;
  private final double[] scratch;

  // Of the archive that is being merged: the indices in the window, and those that may change.
  private int from;
  private int until;
  private int lowest;
  private int beyond;

  private Merge(Workspace space, FillOptions options, long now) {
    this.source = space.source.header();
    this.destination = space.destination.header();
    this.space = space;
    this.options = options;
    this.now = now;
    this.scratch = space.scratch(Math.max(mostPoints(source), mostPoints(destination)));
  }

  /** Merges the source's image into lanes of what the destination's image should become. */
  static void run(Workspace space, FillOptions options, long now) {
    new Merge(space, options, now).run();
  }

  private static int mostPoints(Header header) {
    int most = 0;
    for (Archive archive : header.archives()) {
      most = Math.max(most, archive.points());
    }
    return most;
  }

  private void run() {
    for (int i = 0; i < source.archives().size(); i++) {
      space.sourceLanes.get(i).load(space.source.slots(i), now);
    }
    space.destination.beginMerge();
    for (int i = 0; i < destination.archives().size(); i++) {
      space.oldLanes.get(i).load(space.destination.slots(i), now);
      space.mergedLanes.get(i).load(space.destination.mergedSlots(i), now);
      mergeArchive(i);
    }
  }

  private void mergeArchive(int index) {
    Lane merged = space.mergedLanes.get(index);
    SourceValues values =
        new SourceValues(source, space.sourceLanes, destination, merged.step(), scratch);
    if (index == 0) {
      narrow(merged, at -> at < endOfWindow(merged) ? values.at(merged.time(at)) : Double.NaN);
      fillGaps(merged, values, until);
    } else {
      boolean[] changed = intervalsWithChanges(index);
      narrow(
          merged, at -> isToBeChosen(merged, at, changed) ? choose(index, at, values) : Double.NaN);
      int start = firstAboveFiner(merged, space.mergedLanes.get(index - 1), values);
      fillGaps(merged, values, start);
      for (int i = Math.max(start, lowest); i < beyond; i++) {
        if (isToBeChosen(merged, i, changed)) {
          merged.change(i, choose(index, i, values));
        }
      }
    }
    if (options.fromCoarser()) {
      fillFromCoarser(merged);
    }
  }

  /**
   * Finds the indices that may change. The oldest interval and the one beyond now share a slot:
   * what the destination holds there stays, and if it holds neither, the newer is taken.
   *
   * @param lane not changed yet
   * @param candidate what an index would become; NaN if it would not be known
   */
  private void narrow(Lane lane, IntToDoubleFunction candidate) {
    int last = lane.count() - 1;
    from = firstInWindow(lane);
    until = endOfWindow(lane);
    boolean takesLast = !Double.isNaN(lane.get(last));
    if (!takesLast && Double.isNaN(lane.get(0))) {
      takesLast = !Double.isNaN(candidate.applyAsDouble(last));
    }
    lowest = takesLast ? 1 : 0;
    beyond = takesLast ? last + 1 : last;
    from = Math.max(from, lowest);
    until = Math.min(until, beyond);
  }

  /** Gaps before an index take what the source knows (F2, F3). */
  private void fillGaps(Lane merged, SourceValues values, int end) {
    int stop = Math.min(end, until);
    if (values.same() != null) {
      merged.fillGaps(from, stop, values.same());
    } else if (!values.isEmpty()) {
      for (int i = from; i < stop; i++) {
        if (Double.isNaN(merged.get(i))) {
          merged.change(i, values.at(merged.time(i)));
        }
      }
    }
  }

  /** Whether a coarse value is a gap to fill, or its finer points have changed (F4). */
  private boolean isToBeChosen(Lane lane, int index, boolean[] changed) {
    return changed[index] || index >= from && index < until && Double.isNaN(lane.get(index));
  }

  /** The first index under which either file's next finer archive can have a point. */
  private static int firstAboveFiner(Lane merged, Lane finer, SourceValues values) {
    long oldest = Math.min(finer.time(0), values.oldestFiner());
    // 1970's first second is no time: see firstInWindow.
    return Math.clamp(merged.index(Math.max(oldest, merged.step())), 0, merged.count());
  }

  /** Marks the coarse intervals under which a finer point of the destination has changed. */
  private boolean[] intervalsWithChanges(int index) {
    Lane coarse = space.mergedLanes.get(index);
    Lane fine = space.mergedLanes.get(index - 1);
    boolean[] marks = space.marks(coarse.count());
    for (int i = 0; i < fine.changeCount(); i++) {
      long at = coarse.index(fine.time(fine.changed(i)));
      if (at >= 0 && at < coarse.count()) {
        marks[(int) at] = true;
      }
    }
    return marks;
  }

  /** What F4 chooses for a coarse interval. */
  private double choose(int index, int interval, SourceValues values) {
    Lane old = space.oldLanes.get(index);
    long time = old.time(interval);
    double mine = old.get(interval);
    boolean isKnown = !Double.isNaN(mine);
    if (isKnown && !isExplained(index, time, mine)) {
      return mine;
    }
    double theirs = values.at(time);
    if (!isKnown && !Double.isNaN(theirs) && !values.explains(time, theirs)) {
      return theirs;
    }
    double aggregate = aggregateFiner(space.mergedLanes, index, time, destination.xff());
    double chosen = Double.isNaN(aggregate) ? theirs : aggregate;
    // Where the difference is only the order of adding up, bits that are on record stay.
    if (Double.isNaN(chosen) || Closeness.agree(chosen, mine)) {
      return mine;
    }
    return Closeness.agree(chosen, theirs) ? theirs : chosen;
  }

  private boolean isExplained(int index, long time, double value) {
    return space.oldLanes.get(index - 1).reachesBackTo(time)
        && Closeness.agree(value, aggregateFiner(space.oldLanes, index, time, 0));
  }

  private double aggregateFiner(Workspace.Lanes lanes, int index, long time, float xff) {
    Lane fine = lanes.get(index - 1);
    int length = lanes.get(index).step() / fine.step();
    return fine.aggregate(time, length, destination.aggregation(), xff, scratch);
  }

  /**
   * What is still missing up to now takes the value of the source's finest coarser archive that
   * knows one.
   */
  private void fillFromCoarser(Lane merged) {
    int stop = (int) Math.min(until, merged.index(now) + 1);
    for (int i = from; i < stop; i++) {
      if (Double.isNaN(merged.get(i))) {
        merged.change(i, coarserValue(merged.time(i), merged.step()));
      }
    }
    merged.sortChanges();
  }

  private double coarserValue(long time, int step) {
    List<Archive> archives = source.archives();
    for (int i = 0; i < archives.size(); i++) {
      Archive archive = archives.get(i);
      if (archive.step() > step) {
        double value = space.sourceLanes.get(i).at(archive.interval(time));
        if (!Double.isNaN(value)) {
          return value;
        }
      }
    }
    return Double.NaN;
  }

  private int firstInWindow(Lane lane) {
    // A file holds no time before 1970 nor its first second: 0 stands for an empty slot.
    long start = Math.max(options.start(), 1);
    long index = -Math.floorDiv(lane.time(0) - start, (long) lane.step());
    return Math.clamp(index, 0, lane.count());
  }

  private int endOfWindow(Lane lane) {
    // Nor one after 2106.
    long end = Math.min(options.end(), MAX_UINT32);
    return Math.clamp(lane.index(end) + 1, 0, lane.count());
  }
}
