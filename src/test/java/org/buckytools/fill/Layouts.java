package org.buckytools.fill;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Invents small layouts that fit together as whisper demands. */
final class Layouts {
  private static final int[] FINEST = {1, 2, 5, 7, 10, 60};
  private static final int[] RATIOS = {2, 3, 4, 5, 6, 10, 12};
  private static final int MOST_FINE_STEPS = 150;
  private static final float[] XFFS = {0f, 0.5f, 1f, 0.3f};

  private final Random random;

  Layouts(Random random) {
    this.random = random;
  }

  /** Two empty files: mostly alike, else with other retentions, steps, methods or shares. */
  RawFile[] pair() {
    List<Integer> steps = steps();
    int method = 1 + random.nextInt(8);
    float xff = xff();
    RawFile dst = new RawFile(method, xff, rings(steps));
    RawFile src =
        switch (random.nextInt(8)) {
          case 0, 1, 2, 3 -> dst.copy();
          case 4, 5 -> new RawFile(method, xff, rings(steps));
          default -> {
            dst = new RawFile(method, xff, rings(some(steps)));
            yield new RawFile(method, xff, rings(some(steps)));
          }
        };
    if (random.nextInt(6) == 0) {
      src = new RawFile(1 + random.nextInt(8), src.xff(), src.rings());
    }
    if (random.nextInt(6) == 0) {
      src = new RawFile(src.method(), xff(), src.rings());
    }
    return new RawFile[] {src, dst};
  }

  /** Two empty files whose archives are larger than a page of memory each. */
  RawFile[] largePair() {
    int method = 1 + random.nextInt(8);
    float xff = xff();
    RawFile dst = new RawFile(method, xff, largeRings());
    RawFile src = random.nextBoolean() ? dst.copy() : new RawFile(method, xff, largeRings());
    return new RawFile[] {src, dst};
  }

  private List<RawRing> largeRings() {
    return List.of(
        new RawRing(10, 500 + random.nextInt(500)),
        new RawRing(60, 400 + random.nextInt(300)),
        new RawRing(300, 350 + random.nextInt(50)));
  }

  private float xff() {
    return XFFS[random.nextInt(XFFS.length)];
  }

  private List<Integer> steps() {
    List<Integer> steps = new ArrayList<>();
    int first = FINEST[random.nextInt(FINEST.length)];
    int step = first;
    int count = 1 + random.nextInt(4);
    while (steps.size() < count && step / first <= MOST_FINE_STEPS) {
      steps.add(step);
      step *= RATIOS[random.nextInt(RATIOS.length)];
    }
    return steps;
  }

  private List<Integer> some(List<Integer> steps) {
    List<Integer> some = new ArrayList<>();
    while (some.isEmpty()) {
      for (int step : steps) {
        if (random.nextInt(3) > 0) {
          some.add(step);
        }
      }
    }
    return some;
  }

  private List<RawRing> rings(List<Integer> steps) {
    List<RawRing> rings = new ArrayList<>();
    long retention = 0;
    for (int i = 0; i < steps.size(); i++) {
      int step = steps.get(i);
      int needed = i + 1 < steps.size() ? steps.get(i + 1) / step : 1;
      int points = Math.max(needed, (int) (retention / step) + 1) + random.nextInt(12);
      rings.add(new RawRing(step, points));
      retention = (long) step * points;
    }
    return rings;
  }

  /** A time: mostly of our days, some beyond 31 bits, some so early that rings reach below 0. */
  long now(RawFile one, RawFile other) {
    long longest = Math.max(one.rings().getLast().retention(), other.rings().getLast().retention());
    return switch (random.nextInt(10)) {
      case 0 -> 3_000_000_000L + random.nextInt(1_000_000_000);
      case 1 -> 1 + random.nextInt((int) (2 * longest));
      default -> 1_700_000_000L + random.nextInt(100_000_000);
    };
  }
}
