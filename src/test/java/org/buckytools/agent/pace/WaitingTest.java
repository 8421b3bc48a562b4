package org.buckytools.agent.pace;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WaitingTest {
  private static final long SECOND = 1_000_000_000;
  private static final long RATE = 1000;
  private static final long GRACE = 10 * SECOND;

  private final Waiting waiting = new Waiting();

  private boolean slowAt(long seconds) {
    return waiting.tooSlow(seconds * SECOND, RATE, GRACE);
  }

  @Test
  void nobodyIsSlowAtFirst() {
    waiting.begin(0);
    assertThat(slowAt(10)).isFalse();
    assertThat(slowAt(11)).isTrue();
  }

  @Test
  void whoeverKeepsTheRateIsNotSlow() {
    waiting.begin(0);
    waiting.count(20_000);
    assertThat(slowAt(20)).isFalse();
    assertThat(slowAt(21)).isTrue();
  }

  @Test
  void ourOwnTimeDoesNotCount() {
    waiting.begin(0);
    waiting.end(SECOND);
    assertThat(slowAt(1000)).isFalse();
    waiting.begin(1000 * SECOND);
    assertThat(slowAt(1009)).isFalse();
    assertThat(slowAt(1010)).isTrue();
  }

  @Test
  void aTrickleAddsUp() {
    for (int second = 0; second <= 10; second++) {
      waiting.begin(second * SECOND);
      assertThat(slowAt(second)).isFalse();
      waiting.count(1);
      waiting.end((second + 1) * SECOND);
    }
    waiting.begin(11 * SECOND);
    assertThat(slowAt(11)).isTrue();
  }
}
