package org.buckytools.fill;

import java.util.Random;

/** What was really measured: one value per moment, whoever received it. */
final class Signal {
  private static final double[] ODD = {
    0.0,
    -0.0,
    1,
    -1,
    Double.MIN_VALUE,
    Double.MAX_VALUE,
    -Double.MAX_VALUE,
    1e300,
    1e-300,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  private final long key;
  private final int kind;

  Signal(Random random) {
    this.key = random.nextLong();
    this.kind = random.nextInt(8);
  }

  double at(long t) {
    Random random = new Random(key ^ t * 0x9E3779B97F4A7C15L);
    random.nextInt();
    return switch (kind) {
      case 0 -> random.nextInt(3) - 1;
      case 1 -> random.nextInt(4) == 0 ? -0.0 : 0.0;
      case 2 -> random.nextGaussian() * 1000;
      case 3 -> ODD[random.nextInt(ODD.length)];
      case 4 -> random.nextDouble() * (random.nextBoolean() ? 1e308 : -1e-308);
      case 5 -> random.nextInt(12) == 0 ? Double.NaN : random.nextInt(1000);
      case 6 -> 42.5;
      default -> t / 7.0;
    };
  }
}
