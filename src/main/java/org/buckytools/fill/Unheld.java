package org.buckytools.fill;

import java.util.List;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;

/**
 * Counts what the source knows and the destination has no place for, because its archives are
 * others: points of a step that none of them has, or older than the one of that step reaches. A
 * coarse point that the source's finer ones explain says nothing of its own, and does not count.
 *
 * <p>Of lanes that are loaded.
 */
final class Unheld {
  private final Workspace space;
  private final Header source;
  private final Header destination;
  private final double[] scratch;

  private Unheld(Workspace space) {
    this.space = space;
    source = space.source.header();
    destination = space.destination.header();
    int most = source.archives().stream().mapToInt(Archive::points).max().orElse(0);
    scratch = space.scratch(most);
  }

  static long count(Workspace space) {
    return new Unheld(space).count();
  }

  private long count() {
    long count = 0;
    for (int i = 0; i < source.archives().size(); i++) {
      long held = oldestHeld(source.archives().get(i));
      if (held > 0) {
        count += countBefore(i, held);
      }
    }
    return count;
  }

  /** From when on the destination has places for an archive's points; 0 if it has one for each. */
  private long oldestHeld(Archive archive) {
    List<Archive> archives = destination.archives();
    for (int i = 0; i < archives.size(); i++) {
      if (archives.get(i).step() == archive.step()) {
        return archives.get(i).points() >= archive.points() ? 0 : space.oldLanes.get(i).time(0);
      }
    }
    return Long.MAX_VALUE;
  }

  private long countBefore(int index, long held) {
    Lane lane = space.sourceLanes.get(index);
    long count = 0;
    for (int i = 0; i < lane.count() && lane.time(i) < held; i++) {
      double value = lane.get(i);
      if (!Double.isNaN(value) && !isExplained(index, lane, lane.time(i), value)) {
        count++;
      }
    }
    return count;
  }

  private boolean isExplained(int index, Lane lane, long time, double value) {
    if (index == 0) {
      return false;
    }
    Lane finer = space.sourceLanes.get(index - 1);
    int length = lane.step() / finer.step();
    return finer.reachesBackTo(time)
        && Closeness.agree(value, finer.aggregate(time, length, source.aggregation(), 0, scratch));
  }
}
