package org.buckytools.fill;

import java.util.Random;

/**
 * Makes pairs of sound files in which nothing need fit together: any timestamp in any slot, any
 * value anywhere. Values come from a few, so that aggregates often agree by chance.
 */
final class RandomFiles {
  private static final double[] VALUES = {
    0.0, -0.0, 1, 2, -1, 0.5, 1e-320, 1e308, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY
  };

  private final long seed;
  private final Random random;

  private RandomFiles(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  static FilePair pair(long seed) {
    return new RandomFiles(seed).pair();
  }

  private FilePair pair() {
    Layouts layouts = new Layouts(random);
    RawFile[] files = layouts.pair();
    long now = layouts.now(files[0], files[1]);
    for (RawFile file : files) {
      int palette = 1 + random.nextInt(VALUES.length);
      for (RawRing ring : file.rings()) {
        scatter(ring, now, palette, random.nextDouble());
      }
    }
    return new FilePair(seed, files[0], files[1], now);
  }

  private void scatter(RawRing ring, long now, int palette, double density) {
    long base = now - random.nextInt((int) Math.min(now, 3 * ring.retention()));
    if (random.nextInt(8) > 0) {
      // Else the base is no multiple of the step, which no writer does but the format allows.
      base = Math.max(ring.step(), base - base % ring.step());
    }
    if (random.nextInt(10) == 0) {
      base = 0;
    }
    long first = base == 0 ? ring.current(now) : base + Math.floorMod(-base, (long) ring.step());
    ring.set(0, base, bits(palette));
    for (int slot = 1; slot < ring.points(); slot++) {
      if (random.nextDouble() < density) {
        // The interval of this slot in now's lap, then perhaps of another lap, or none at all.
        long t = first + (long) slot * ring.step();
        t -= Math.floorDiv(t - ring.oldest(now), ring.retention()) * ring.retention();
        t += lap() * ring.retention();
        if (random.nextInt(30) == 0) {
          t = random.nextInt();
        }
        ring.set(slot, t & 0xffff_ffffL, bits(palette));
      }
    }
    if (base > 0 && random.nextInt(3) > 0 && base % ring.step() == 0) {
      // Slot 0 in now's lap.
      long t = base - Math.floorDiv(base - ring.oldest(now), ring.retention()) * ring.retention();
      if (t > 0) {
        ring.set(0, t, ring.bits(0));
      }
    }
  }

  private int lap() {
    return switch (random.nextInt(16)) {
      case 0 -> -1;
      case 1 -> 1;
      case 2 -> -2;
      default -> 0;
    };
  }

  private long bits(int palette) {
    return switch (random.nextInt(12)) {
      case 0 -> Double.doubleToRawLongBits(Double.NaN);
      case 1 -> 0x7ff8_0000_0000_beefL;
      case 2 -> random.nextLong();
      default -> Double.doubleToRawLongBits(VALUES[random.nextInt(palette)]);
    };
  }
}
