package org.buckytools.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a fill must leave behind, worked out slowly on maps from interval to value, one interval
 * after the other. It stands on the rules F1 to F6 and F11 only. Where the rules leave room, this
 * is how they are read:
 *
 * <ul>
 *   <li>An archive of step s and n points counts for the intervals t &gt; 0, multiples of s, from
 *       cur - (n-1)*s to cur + s, cur being now rounded down to s: one step into the future is
 *       allowed. The first and the last of these share a slot, so a ring holds only one of them.
 *       What dst holds wins; else the newer.
 *   <li>An archive whose slot 0 has the timestamp 0 knows nothing, whatever its other slots hold.
 *   <li>A finer archive covers the coarse interval T when T is not before its oldest interval; its
 *       points in the future are merely unknown. A value is explained when the next finer archive
 *       of its own file covers T and its known points, be they ever so few, aggregate to that value
 *       by that file's own method. Without a finer archive nothing is explained. Two values agree
 *       when they differ by no more than 1e-9 of the larger; an infinity agrees with itself only.
 *   <li>What F3 derives from src's archive f, by dst's method and xff, counts as explained when f
 *       covers T. F3 is asked only where src has no archive of the step at all, and for dst's
 *       finest archive too.
 *   <li>F4 chooses: dst's value if unexplained; src's if unexplained and dst has none; the
 *       aggregate if enough is known (all of the interval's slots count); src's value; else it
 *       stays as it is. When what is chosen agrees with dst's value, that one's bits stay; else
 *       when it agrees with src's value, that one's bits are taken. An aggregate that is not a
 *       number (infinities of both signs) is no value.
 *   <li>A window is inclusive. Gaps outside it stay, except coarse ones above a finer point that
 *       has changed.
 *   <li>From coarser: what is still a gap inside the window after all that takes the value of src's
 *       finest archive coarser than s that knows the interval in which t lies. The one interval in
 *       the future stays out of this.
 * </ul>
 */
final class FillModel {
  private final RawFile src;
  private final RawFile dst;
  private final long now;
  private final FillOptions options;
  private final List<SortedMap<Long, Double>> srcKnown;
  private final List<SortedMap<Long, Double>> dstKnown;
  private final List<SortedMap<Long, Double>> merged = new ArrayList<>();
  private final List<SortedSet<Long>> changed = new ArrayList<>();

  private FillModel(RawFile src, RawFile dst, long now, FillOptions options) {
    this.src = src;
    this.dst = dst;
    this.now = now;
    this.options = options;
    this.srcKnown = src.known(now);
    this.dstKnown = dst.known(now);
  }

  /** Known values of dst after the fill, per archive, finest first. */
  static List<SortedMap<Long, Double>> fill(
      RawFile src, RawFile dst, long now, FillOptions options) {
    FillModel model = new FillModel(src, dst, now, options);
    for (int archive = 0; archive < dst.rings().size(); archive++) {
      model.merge(archive);
    }
    return model.merged;
  }

  private void merge(int archive) {
    RawRing ring = dst.rings().get(archive);
    SortedMap<Long, Double> held = dstKnown.get(archive);
    SortedMap<Long, Double> result = new TreeMap<>(held);
    for (long t = ring.newest(now); t >= ring.oldest(now) && t > 0; t -= ring.step()) {
      if (isFree(ring, result, t)) {
        Double value = archive == 0 ? finest(held, t) : coarse(archive, held, t);
        if (value != null) {
          result.put(t, value);
        }
      }
    }
    if (options.fromCoarser()) {
      for (long t = ring.current(now); t >= ring.oldest(now) && t > 0; t -= ring.step()) {
        if (isFree(ring, result, t) && !result.containsKey(t) && isInWindow(t)) {
          Double value = coarserValue(ring.step(), t);
          if (value != null) {
            result.put(t, value);
          }
        }
      }
    }
    SortedSet<Long> differences = new TreeSet<>();
    for (long t : result.keySet()) {
      if (!result.get(t).equals(held.get(t))) {
        differences.add(t);
      }
    }
    merged.add(result);
    changed.add(differences);
  }

  /** Whether the slot of t does not hold the interval one lap before or after. */
  private static boolean isFree(RawRing ring, SortedMap<Long, Double> result, long t) {
    return !result.containsKey(t - ring.retention()) && !result.containsKey(t + ring.retention());
  }

  private boolean isInWindow(long t) {
    return options.start() <= t && t <= options.end();
  }

  private Double finest(SortedMap<Long, Double> held, long t) {
    if (held.containsKey(t)) {
      return held.get(t);
    }
    return isInWindow(t) ? sourceValue(dst.rings().getFirst().step(), t) : null;
  }

  private Double coarse(int archive, SortedMap<Long, Double> held, long t) {
    int step = dst.rings().get(archive).step();
    Double own = held.get(t);
    boolean finerChanged = !changed.get(archive - 1).subSet(t, t + step).isEmpty();
    boolean gapToFill = own == null && isInWindow(t);
    if (!finerChanged && !gapToFill) {
      return own;
    }
    if (own != null && !isExplained(dst, dstKnown, archive, t, own)) {
      return own;
    }
    Double theirs = sourceValue(step, t);
    if (own == null && theirs != null && !isSourceExplained(step, t, theirs)) {
      return theirs;
    }
    int finerStep = dst.rings().get(archive - 1).step();
    Double aggregate = aggregate(merged.get(archive - 1), finerStep, t, step, dst.xff());
    Double chosen = aggregate != null ? aggregate : theirs;
    if (chosen == null || own != null && agree(chosen, own)) {
      return own;
    }
    return theirs != null && agree(chosen, theirs) ? theirs : chosen;
  }

  /** F2, or F3 if src has no archive of that step. */
  private Double sourceValue(int step, long t) {
    RawRing same = src.ofStep(step);
    if (same != null) {
      return srcKnown.get(src.rings().indexOf(same)).get(t);
    }
    RawRing finer = sourceFiner(step);
    if (finer == null) {
      return null;
    }
    return aggregate(srcKnown.get(src.rings().indexOf(finer)), finer.step(), t, step, dst.xff());
  }

  /** Src's coarsest archive finer than the step whose own step divides it, or null. */
  private RawRing sourceFiner(int step) {
    RawRing best = null;
    for (RawRing ring : src.rings()) {
      if (ring.step() < step && step % ring.step() == 0) {
        best = ring;
      }
    }
    return best;
  }

  private boolean isSourceExplained(int step, long t, double value) {
    RawRing same = src.ofStep(step);
    if (same == null) {
      return t >= sourceFiner(step).oldest(now);
    }
    return isExplained(src, srcKnown, src.rings().indexOf(same), t, value);
  }

  private boolean isExplained(
      RawFile file, List<SortedMap<Long, Double>> known, int archive, long t, double value) {
    if (archive == 0) {
      return false;
    }
    RawRing finer = file.rings().get(archive - 1);
    if (t < finer.oldest(now)) {
      return false;
    }
    int step = file.rings().get(archive).step();
    List<Double> points = List.copyOf(known.get(archive - 1).subMap(t, t + step).values());
    return !points.isEmpty() && agree(aggregate(file.method(), points, step / finer.step()), value);
  }

  /** Dst's aggregate of what is known of the interval, null if that is too little. */
  private Double aggregate(
      SortedMap<Long, Double> points, int pointStep, long t, int step, float xff) {
    List<Double> known = List.copyOf(points.subMap(t, t + step).values());
    int total = step / pointStep;
    if (known.isEmpty() || (double) known.size() / total < (double) xff) {
      return null;
    }
    double aggregate = aggregate(dst.method(), known, total);
    return Double.isNaN(aggregate) ? null : aggregate;
  }

  private Double coarserValue(int step, long t) {
    for (int i = 0; i < src.rings().size(); i++) {
      RawRing ring = src.rings().get(i);
      if (ring.step() > step) {
        Double value = srcKnown.get(i).get(t - t % ring.step());
        if (value != null) {
          return value;
        }
      }
    }
    return null;
  }

  static boolean agree(double a, double b) {
    if (a == b) {
      return true;
    }
    if (Double.isInfinite(a) || Double.isInfinite(b)) {
      return false;
    }
    return Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
  }

  /**
   * Whisper's eight methods.
   *
   * @param known oldest first, not empty
   * @param total how many there would be if all were known
   */
  static double aggregate(int method, List<Double> known, int total) {
    double sum = 0;
    double max = known.getFirst();
    double min = known.getFirst();
    double absmax = known.getFirst();
    double absmin = known.getFirst();
    for (double value : known) {
      sum += value;
      max = value > max ? value : max;
      min = value < min ? value : min;
      absmax = Math.abs(value) > Math.abs(absmax) ? value : absmax;
      absmin = Math.abs(value) < Math.abs(absmin) ? value : absmin;
    }
    return switch (method) {
      case 1 -> sum / known.size();
      case 2 -> sum;
      case 3 -> known.getLast();
      case 4 -> max;
      case 5 -> min;
      case 6 -> sum / total;
      case 7 -> absmax;
      case 8 -> absmin;
      default -> throw new IllegalArgumentException("method " + method);
    };
  }
}
