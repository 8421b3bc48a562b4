package org.buckytools.samples;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Point;
import org.buckytools.whisper.Retention;

/**
 * Random headers, files, points and times, leaning towards the edges: tiny rings, laps, ends of
 * retentions, extreme values. The same seed gives the same sequence.
 */
public final class RandomWhisper {
  /** The methods that Graphite's whisper has too. */
  public static final Set<Aggregation> GRAPHITES =
      Collections.unmodifiableSet(EnumSet.range(Aggregation.AVERAGE, Aggregation.ABSMIN));

  private static final int[] STEPS = {1, 2, 5, 7, 10, 60};
  private static final int[] FACTORS = {2, 3, 4, 5, 6, 10, 12};
  // Times are taken within a few steps: a hostile header may claim steps of decades.
  private static final int LONGEST_STEP = 10_000_000;
  private static final float[] XFFS = {0, 0.5f, 0.3f, 1, 0.1f, 0.75f};
  private static final double[] EXTREMES = {
    0, -0.0, 1, -1, Double.MIN_VALUE, -Double.MIN_VALUE, 0.1, 1e300, -1e300, 1e-300, 1L << 53
  };

  private final Random random;
  private final double infinity;

  public RandomWhisper(Random random) {
    this.random = random;
    // Of one sign in each case: opposite infinities add up to NaN.
    this.infinity = random.nextBoolean() ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
  }

  /** A time of day, sometimes beyond the signed 32-bit seconds. */
  public long now() {
    long now = random.nextInt(10) == 0 ? 3_000_000_000L : 1_400_000_000L;
    return now + random.nextInt(500_000_000);
  }

  /** A header of 1 to 5 archives: mostly tiny rings, now and then one of thousands of points. */
  public Header header() {
    return Header.of(
        one(GRAPHITES.toArray(Aggregation[]::new)),
        random.nextInt(8) == 0 ? random.nextFloat() : XFFS[random.nextInt(XFFS.length)],
        retentions());
  }

  /** A header of a few hundred points at most. */
  public Header smallHeader() {
    while (true) {
      Header header = header();
      if (header.fileSize() < 4000) {
        return header;
      }
    }
  }

  /** 1 to 5 retentions that fit together, as tight as the rules allow or larger. */
  public List<Retention> retentions() {
    int count = 1 + random.nextInt(5);
    int step = STEPS[random.nextInt(STEPS.length)];
    long reach = 0;
    List<Retention> retentions = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int factor = FACTORS[random.nextInt(FACTORS.length)];
      long least = Math.max(reach / step + 1, i + 1 < count ? factor : 1);
      long points = least + more();
      retentions.add(new Retention(step, (int) points));
      reach = step * points;
      step *= factor;
    }
    return retentions;
  }

  private int more() {
    return switch (random.nextInt(12)) {
      case 0, 1, 2 -> 0;
      case 3, 4, 5 -> random.nextInt(3);
      case 11 -> random.nextInt(2000);
      default -> random.nextInt(30);
    };
  }

  /** Any value but NaN. */
  public double value() {
    return switch (random.nextInt(12)) {
      case 0 -> infinity;
      case 1, 2 -> EXTREMES[random.nextInt(EXTREMES.length)];
      case 3, 4, 5 -> random.nextInt(5);
      case 6 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(200) - 100);
      default -> random.nextGaussian() * 1000;
    };
  }

  /** A time from the future to beyond the longest retention, often at the edge of an archive. */
  public long time(Header header, long now) {
    Archive archive = header.archives().get(random.nextInt(header.archives().size()));
    int step = Math.min(archive.step(), LONGEST_STEP);
    return switch (random.nextInt(12)) {
      case 0 -> now;
      case 1 -> now + random.nextInt(3 * step);
      case 2 -> now - archive.retention() + random.nextInt(3) - 1;
      case 3 -> now - archive.retention() + random.nextInt(3 * step) - step;
      case 4 -> archive.interval(now) - random.nextInt(2);
      case 5 -> now - random.nextInt(step);
      case 6 -> now - header.maxRetention() - random.nextInt(100);
      default -> now - random.nextLong(archive.retention());
    };
  }

  /**
   * Points at such times: scattered, in runs, several for one interval. Never more of them for the
   * finest archive than make one lap and a point, which is where Graphite's whisper writes beyond
   * the archive's end.
   */
  public List<Point> points(Header header, long now) {
    List<Point> points = new ArrayList<>();
    int runs = 1 + random.nextInt(4);
    for (int run = 0; run < runs; run++) {
      long time = time(header, now);
      int step = Math.min(header.archives().getFirst().step(), LONGEST_STEP);
      int length = random.nextBoolean() ? 1 : random.nextInt(20);
      for (int i = 0; i < length && time <= now + 3L * step; i++) {
        points.add(new Point(time, value()));
        time += random.nextInt(4) == 0 ? random.nextInt(3 * step) : step;
      }
    }
    Archive finest = header.archives().getFirst();
    long intervals =
        points.stream()
            .filter(point -> now - point.time() <= finest.retention())
            .mapToLong(point -> finest.interval(point.time()))
            .distinct()
            .count();
    if (intervals > finest.points()) {
      points.removeIf(point -> point.time() > now);
    }
    if (random.nextBoolean()) {
      Collections.shuffle(points, random);
    }
    return points;
  }

  /**
   * A whole file: each archive empty, or a ring with a base anywhere whose slots are of the present
   * lap, an earlier one, unwritten, in the future, or nonsense.
   *
   * @param gaps whether NaN values occur
   */
  public byte[] file(Header header, long now, boolean gaps) {
    RawWhisper file = new RawWhisper(header);
    for (int index = 0; index < header.archives().size(); index++) {
      int kind = random.nextInt(10);
      if (kind == 0) {
        continue;
      }
      Archive archive = header.archives().get(index);
      boolean tidy = kind < 4;
      long newest = archive.interval(now) + (tidy ? 0 : random.nextInt(3)) * archive.step();
      int shift = random.nextInt(archive.points());
      for (int back = 0; back < archive.points(); back++) {
        long time = newest - (long) back * archive.step();
        int slot = Math.floorMod(shift - back, archive.points());
        time = tidy ? time : disturbed(time, archive);
        if (time > 0) {
          boolean gap = gaps && random.nextInt(6) == 0;
          file.put(index, slot, time, gap ? Double.NaN : value());
        }
      }
      if (random.nextInt(20) == 0) {
        file.put(index, 0, 0, value());
      }
    }
    return file.bytes();
  }

  private long disturbed(long time, Archive archive) {
    return switch (random.nextInt(12)) {
      case 0, 1 -> 0;
      case 2 -> time - archive.retention();
      case 3 -> time - archive.retention() * random.nextInt(1, 5);
      case 4 -> random.nextInt(8) == 0 ? time + random.nextInt(archive.step()) : time;
      case 5 -> random.nextInt(8) == 0 ? time + archive.retention() : time;
      default -> time;
    };
  }

  private <T> T one(T[] of) {
    return of[random.nextInt(of.length)];
  }
}
