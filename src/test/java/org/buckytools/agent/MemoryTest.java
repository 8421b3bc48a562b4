package org.buckytools.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.buckytools.agent.http.Refusal;
import org.junit.jupiter.api.Test;

class MemoryTest {
  private static final int MEBI = 1 << 20;

  @Test
  void whoComesWhenItIsUsedUpIsRefusedAfterItsTime() throws Exception {
    Memory memory = new Memory(8 * MEBI, Duration.ZERO);
    try (Memory.Hold first = memory.take(MEBI)) {
      try (Memory.Hold second = memory.take(MEBI)) {
        assertThatThrownBy(() -> memory.take(MEBI))
            .isInstanceOfSatisfying(
                Refusal.class, refusal -> assertThat(refusal.status()).isEqualTo(503));
        memory.take(1000).close();
        assertThat(second).isNotSameAs(first);
      }
      memory.take(MEBI).close();
    }
  }

  @Test
  void whoWaitsGetsWhatOthersGiveBack() throws Exception {
    Memory memory = new Memory(4 * MEBI, Duration.ofSeconds(60));
    CompletableFuture<Boolean> got = new CompletableFuture<>();
    Thread waiting;
    try (Memory.Hold all = memory.take(100L * MEBI)) {
      waiting =
          Thread.ofVirtual()
              .start(
                  () -> {
                    try (Memory.Hold mine = memory.take(MEBI)) {
                      got.complete(mine != null);
                    } catch (Exception e) {
                      got.completeExceptionally(e);
                    }
                  });
      assertThat(all).isNotNull();
      assertThat(got).isNotDone();
    }
    waiting.join();
    assertThat(got.get()).isTrue();
  }
}
