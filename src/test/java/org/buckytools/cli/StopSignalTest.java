package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

class StopSignalTest {
  private static final Duration LONG = Duration.ofMinutes(10);

  @Test
  void theSignalInterruptsTheWorkAndWaitsForItsEnd() throws Exception {
    BlockingQueue<Thread> hooks = new LinkedBlockingQueue<>();
    CountDownLatch interrupted = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  StopSignal signal = new StopSignal(LONG);
                  hooks.add(signal.hook());
                  try {
                    new CountDownLatch(1).await();
                  } catch (InterruptedException stop) {
                    interrupted.countDown();
                  }
                  awaitQuietly(go);
                });

    Thread hook = hooks.take();
    hook.start();

    interrupted.await();
    assertThat(hook.isAlive()).as("it waits for the work to end in good order").isTrue();
    go.countDown();
    hook.join();
    worker.join();
  }

  private static void awaitQuietly(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void itsPatienceHasAnEnd() throws Exception {
    CountDownLatch never = new CountDownLatch(1);
    BlockingQueue<Thread> hooks = new LinkedBlockingQueue<>();
    Thread worker =
        Thread.ofPlatform()
            .start(
                () -> {
                  hooks.add(new StopSignal(Duration.ofMillis(1)).hook());
                  while (never.getCount() > 0) {
                    try {
                      never.await();
                    } catch (InterruptedException stubborn) {
                      // It goes on.
                    }
                  }
                });
    Thread hook = hooks.take();

    hook.start();
    hook.join();

    assertThat(worker.isAlive()).isTrue();
    never.countDown();
    worker.join();
  }

  @Test
  void itIsInForceFromTheWordUntilItIsClosed() {
    Runtime runtime = Runtime.getRuntime();
    StopSignal signal = new StopSignal(LONG);
    assertThat(runtime.removeShutdownHook(signal.hook())).isFalse();

    signal.await();
    assertThatThrownBy(() -> runtime.addShutdownHook(signal.hook()))
        .hasMessageContaining("previously registered");
    signal.close();

    assertThat(runtime.removeShutdownHook(signal.hook())).isFalse();
  }
}
