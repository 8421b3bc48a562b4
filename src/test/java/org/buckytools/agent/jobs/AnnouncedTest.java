package org.buckytools.agent.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.buckytools.wire.JobStatus;
import org.junit.jupiter.api.Test;

class AnnouncedTest {
  private long now = Long.MAX_VALUE - 5;
  private final Announced announced = new Announced(() -> now);

  private static JobStatus job(String id, long done) {
    return new JobStatus(id, "rebalance", "", done, 100, 0, 1);
  }

  @Test
  void theLastThatWasSaidCountsUntilNothingIsSaidForTenSeconds() {
    assertThat(announced.hear(job("a", 1))).isTrue();
    assertThat(announced.hear(job("b", 1))).isTrue();
    now += Duration.ofSeconds(9).toNanos();
    assertThat(announced.hear(job("a", 2))).isTrue();
    assertThat(announced.now()).containsExactly(job("a", 2), job("b", 1));
    now += Duration.ofSeconds(1).toNanos();
    assertThat(announced.now()).containsExactly(job("a", 2));
    now += Duration.ofSeconds(9).toNanos();
    assertThat(announced.now()).isEmpty();
  }

  @Test
  void thereAreNeverMoreThanAFew() {
    int heard = 0;
    for (int i = 0; i < 1000; i++) {
      heard += announced.hear(job("job" + i, i)) ? 1 : 0;
    }
    assertThat(heard).isEqualTo(32);
    assertThat(announced.now()).hasSize(32);
    assertThat(announced.hear(job("job0", 5))).as("a known one").isTrue();
    now += Duration.ofSeconds(10).toNanos();
    assertThat(announced.hear(job("new", 5))).isTrue();
    assertThat(announced.now()).containsExactly(job("new", 5));
  }
}
