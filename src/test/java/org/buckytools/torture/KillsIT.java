package org.buckytools.torture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A few rounds of each kind, or {@code -Dtorture.kills} in all; {@code -Dtorture.seed} repeats
 * them.
 */
@RequiresReference
@Order(4)
class KillsIT {
  private static final int ROUNDS = 6;

  @TempDir Path directory;

  /** Makes what rounds are run on. */
  private interface Kind {
    Kills in(Path directory) throws IOException, InterruptedException;
  }

  /** Runs a share of all rounds. */
  private void rounds(double share, Kind kind) throws Exception {
    int rounds = Math.max(1, (int) Math.round(share * Integer.getInteger("torture.kills", ROUNDS)));
    long first = Long.getLong("torture.seed", System.nanoTime() & 0xffffffL);
    try (Kills kills = kind.in(directory)) {
      for (int i = 0; i < rounds; i++) {
        long seed = first + i;
        System.out.printf("kills: %s seed %d ", kills.ring(), seed);
        Round.Outcome outcome = kills.round(i, seed);
        System.out.println(outcome);
      }
      System.out.println("kills: " + rounds + " rounds, " + kills);
      assertThat(kills.missing()).isZero();
    }
  }

  @Test
  void killedProcessesLoseNothing() throws Exception {
    rounds(0.4, Kills::ofProcesses);
  }

  @Test
  void killedProcessesLoseNothingOfReplicas() throws Exception {
    rounds(0.2, Kills::ofReplicas);
  }

  @Test
  void cutConnectionsLoseNothing() throws Exception {
    rounds(0.25, Kills::ofConnections);
  }

  @Test
  void fullDisksLoseNothing() throws Exception {
    rounds(0.15, Kills::ofDisks);
  }
}
