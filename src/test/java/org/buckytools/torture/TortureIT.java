package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For less than a minute, or as many as {@code -Dtorture.minutes} says. */
@RequiresReference
@Order(5)
class TortureIT {
  private static final int METRICS = 300;
  private static final Duration SHORT = Duration.ofSeconds(30);
  // Four points of each metric a second; the long form takes the real time.
  private static final Duration FAST = Duration.ofMillis(250);

  @TempDir Path directory;

  @Test
  void losesNoPointWhileCarbonWrites(ReferenceWhisper reference) throws Exception {
    CarbonCache.require();
    int minutes = Integer.getInteger("torture.minutes", 0);
    long seed = Long.getLong("torture.seed", System.nanoTime());
    System.out.println("torture: seed " + seed);
    Torture torture =
        minutes == 0
            ? new Torture(directory, METRICS, SHORT, FAST, seed)
            : new Torture(
                directory, METRICS, Duration.ofMinutes(minutes), Duration.ofSeconds(1), seed);

    Torture.Outcome outcome = torture.run(reference);

    System.out.println("torture: " + outcome);
    assertThat(outcome.count().examples()).as("missing points").isEmpty();
    assertThat(outcome.count().written()).as("points that carbon wrote").isPositive();
  }
}
