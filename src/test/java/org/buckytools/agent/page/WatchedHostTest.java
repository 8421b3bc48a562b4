package org.buckytools.agent.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchedHostTest {
  private static final Duration LONG = Duration.ofHours(1);
  private static final long FOREVER = Long.MAX_VALUE / 2;

  private static Glance good(long at) {
    return new Glance(Optional.empty(), Optional.empty(), "", at);
  }

  @Test
  void howeverManyWantToKnowItIsAskedOnce() throws Exception {
    AtomicInteger asked = new AtomicInteger();
    WatchedHost host = new WatchedHost("a", before -> good(asked.incrementAndGet()), LONG);
    assertThat(host.last()).isEqualTo(Glance.NONE);

    for (int i = 0; i < 1000; i++) {
      host.refresh();
      host.await(System.nanoTime() + FOREVER);
    }

    assertThat(host.last().isGood()).isTrue();
    assertThat(asked).hasValue(1);
  }

  @Test
  void nobodyWaitsForOneThatDidNotAnswer() throws Exception {
    CountDownLatch hanging = new CountDownLatch(1);
    CountDownLatch never = new CountDownLatch(1);
    AtomicInteger asked = new AtomicInteger();
    WatchedHost host =
        new WatchedHost(
            "a",
            before -> {
              if (asked.incrementAndGet() > 1) {
                hanging.countDown();
                never.await();
              }
              return before.silent("nobody answers there");
            },
            Duration.ZERO);
    host.refresh();
    host.await(System.nanoTime() + FOREVER);
    while (hanging.getCount() > 0) {
      host.refresh();
      Thread.onSpinWait();
    }

    host.await(System.nanoTime() + FOREVER);

    assertThat(host.last().error()).isEqualTo("nobody answers there");
    never.countDown();
  }

  @Test
  void aMistakeIsNoAnswer() throws Exception {
    WatchedHost host =
        new WatchedHost(
            "a",
            before -> {
              throw new IllegalStateException("mistake");
            },
            LONG);
    host.refresh();
    host.await(System.nanoTime() + FOREVER);

    assertThat(host.last().isGood()).isFalse();
    assertThat(host.last().error()).contains("mistake");
  }
}
