package org.buckytools.samples;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Runs a test body over many seeds. The seeds are the same in every run, so that a result does not
 * depend on luck; {@code -Dbucky.seed=N} runs the one case of a seed that was reported, and {@code
 * -Dbucky.cases=N} no more than so many of each test.
 */
public final class Cases {
  private Cases() {}

  /** What to do with one seed. */
  public interface Body {
    void run(Random random) throws Exception;
  }

  /**
   * Runs the body with seeds 1 to count.
   *
   * @throws AssertionError naming the seed of the first case that fails
   */
  public static void run(int count, Body body) {
    Long only = Long.getLong("bucky.seed");
    long first = only == null ? 1 : only;
    long last = only == null ? limited(count) : only;
    for (long seed = first; seed <= last; seed++) {
      try {
        // Neighbouring seeds of java.util.Random begin alike: a SplittableRandom parts them.
        body.run(new Random(new SplittableRandom(seed).nextLong()));
      } catch (Exception | AssertionError failure) {
        throw new AssertionError(
            "seed " + seed + " (to run it alone: -Dbucky.seed=" + seed + "): " + failure, failure);
      }
    }
  }

  /** That many cases, or the fewer that this run is limited to. */
  public static int limited(int count) {
    return Math.min(count, Integer.getInteger("bucky.cases", count));
  }

  /**
   * Whether all cases of every test run, so that it can be told how many of them were of a kind.
   */
  public static boolean all() {
    return Long.getLong("bucky.seed") == null && Integer.getInteger("bucky.cases") == null;
  }
}
