package org.buckytools.fill;

import java.util.Random;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * Makes pairs of files as two hosts leave them behind that should have received the same metric,
 * each with outages of its own: runs, single points, the first and the last slot, a whole archive.
 * Every host's coarse values come from what that host had received at the time, also where the
 * finer points have since been overwritten.
 */
final class OutageGenerator {
  private final long seed;
  private final Random random;

  private OutageGenerator(long seed) {
    this.seed = seed;
    this.random = new Random(seed);
  }

  static FilePair pair(long seed) {
    OutageGenerator generator = new OutageGenerator(seed);
    RawFile[] files = generator.layouts().pair();
    return generator.pair(files, generator.layouts().now(files[0], files[1]));
  }

  /** A pair whose archives reach over several pages of memory. */
  static FilePair largePair(long seed, long now) {
    OutageGenerator generator = new OutageGenerator(seed);
    return generator.pair(generator.layouts().largePair(), now);
  }

  private FilePair pair(RawFile[] files, long now) {
    Signal signal = new Signal(random);
    for (RawFile file : files) {
      record(file, signal, now);
    }
    return new FilePair(seed, files[0], files[1], now);
  }

  private Layouts layouts() {
    return new Layouts(random);
  }

  private void record(RawFile file, Signal signal, long now) {
    RawRing finest = file.rings().getFirst();
    int step = finest.step();
    long retention = file.rings().getLast().retention();
    // From less than one lap of the coarsest ring to more than two.
    long begin = now - (long) (retention * (0.2 + 2 * random.nextDouble()));
    begin = Math.max(step, begin - begin % step);
    long end = finest.current(now) + (long) step * future();
    SortedSet<Long> missed = outages(finest, begin, end, now);
    Receiver host = new Receiver(file);
    for (long t = begin; t <= end; t += step) {
      if (!missed.contains(t)) {
        host.receive(t, signal.at(t), Math.max(t, now - retention));
      }
    }
    if (random.nextInt(4) == 0) {
      // A relay kept some of it and sends it late.
      for (long t : missed) {
        if (t > 0 && t <= now && random.nextInt(3) == 0) {
          host.receive(t, signal.at(t), now);
        }
      }
    }
    if (random.nextInt(6) == 0) {
      disturb(file);
    }
  }

  /** How many steps beyond now the last point is: usually none. */
  private int future() {
    return switch (random.nextInt(8)) {
      case 0, 1 -> 1;
      case 2 -> 1 + random.nextInt(6);
      default -> 0;
    };
  }

  private SortedSet<Long> outages(RawRing finest, long begin, long end, long now) {
    SortedSet<Long> missed = new TreeSet<>();
    int step = finest.step();
    long points = (end - begin) / step + 1;
    for (int i = random.nextInt(7); i > 0; i--) {
      long from = begin + step * (long) (points * random.nextDouble());
      if (random.nextBoolean()) {
        from = finest.oldest(now) + (long) step * random.nextInt(finest.points());
      }
      miss(missed, from, length(finest, points), step);
    }
    if (random.nextInt(3) == 0) {
      miss(missed, finest.current(now), 1, step);
    }
    if (random.nextInt(3) == 0) {
      miss(missed, finest.oldest(now), 1 + random.nextInt(2), step);
    }
    if (random.nextInt(5) == 0) {
      // Every other point.
      for (long t = finest.oldest(now); t <= end; t += 2L * step) {
        missed.add(t);
      }
    }
    if (random.nextInt(12) == 0) {
      miss(missed, finest.oldest(now), finest.points() + 8L, step);
    }
    if (random.nextInt(40) == 0) {
      miss(missed, begin, points, step);
    }
    return missed;
  }

  private long length(RawRing finest, long points) {
    return switch (random.nextInt(5)) {
      case 0, 1 -> 1;
      case 2 -> 2 + random.nextInt(3);
      case 3 -> 1 + random.nextInt(finest.points());
      default -> 1 + (long) (points * random.nextDouble() / 2);
    };
  }

  private static void miss(SortedSet<Long> missed, long from, long length, int step) {
    for (long i = 0; i < length; i++) {
      missed.add(from + i * step);
    }
  }

  /** Coarse values that differ a little from their points' aggregate, or are lost or NaN. */
  private void disturb(RawFile file) {
    for (RawRing ring : file.rings().subList(1, file.rings().size())) {
      for (int slot = 0; slot < ring.points(); slot++) {
        double value = Double.longBitsToDouble(ring.bits(slot));
        double other =
            switch (random.nextInt(12)) {
              case 0 -> Math.nextUp(value);
              case 1 -> value * (1 + 1e-11);
              case 2 -> value * (1 + 1e-7);
              case 3 -> value + 1;
              case 4 -> Double.NaN;
              default -> value;
            };
        ring.set(slot, ring.stamp(slot), Double.doubleToRawLongBits(other));
      }
    }
  }
}
