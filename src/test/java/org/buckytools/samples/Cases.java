package org.buckytools.samples;

import java.util.Random;
import java.util.SplittableRandom;

/**
 * Runs a test body over many seeds. The seeds are the same in every run, so that a result does not
 * depend on luck; {@code -Dbucky.seed=N} runs the one case of a seed that was reported.
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
    long last = only == null ? count : only;
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
}
