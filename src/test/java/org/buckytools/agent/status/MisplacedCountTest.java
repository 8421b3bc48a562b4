package org.buckytools.agent.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.buckytools.agent.jobs.Jobs;
import org.buckytools.ring.Node;
import org.buckytools.ring.RingDefinition;
import org.buckytools.ring.RingKind;
import org.buckytools.tree.inventory.LiveInventory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MisplacedCountTest {
  private static final RingDefinition RING =
      new RingDefinition(
          RingKind.CARBON, List.of(Node.parse("a"), Node.parse("b"), Node.parse("c")), 2, false);

  @TempDir Path tree;

  private long count(String node) throws Exception {
    InstantSource clock = Clock.systemUTC();
    try (LiveInventory inventory = LiveInventory.ofScans(tree, Duration.ZERO, clock);
        MisplacedCount count = new MisplacedCount(inventory, RING, node, new Jobs(clock), clock)) {
      inventory.await(Duration.ofSeconds(60));
      assertThat(count.last().counted()).isZero();
      count.await();
      assertThat(count.last().counted()).isPositive();
      return count.last().metrics();
    }
  }

  @Test
  void whatIsCountedIsWhatTheRingGivesToOthers() throws Exception {
    long here = 0;
    Files.createDirectories(tree.resolve("m"));
    for (int i = 0; i < 200; i++) {
      Files.createFile(tree.resolve("m/n" + i + ".wsp"));
      here += RING.ring().replicas("m.n" + i).stream().anyMatch(n -> n.host().equals("b")) ? 1 : 0;
    }
    // These belong where they are, or nobody knows where they belong.
    Files.createDirectories(tree.resolve("carbon/agents/x"));
    Files.createFile(tree.resolve("carbon/agents/x/cpu.wsp"));
    Path hashed = tree.resolve("_tagged/0a1/b2c");
    Files.createDirectories(hashed);
    Files.createFile(hashed.resolve("0a1b2c" + "0".repeat(58) + ".wsp"));

    assertThat(here).isBetween(1L, 199L);
    assertThat(count("b")).isEqualTo(200 - here);
    assertThat(count("none of them")).isEqualTo(200);
  }

  @Test
  void thereIsNothingToCountInAnEmptyTree() throws Exception {
    assertThat(count("a")).isZero();
  }
}
