package org.buckytools.cli;

import java.time.Duration;

/**
 * From {@link #await} until closed, a signal that ends the process (Ctrl-C, kill) first interrupts
 * the thread that opened it, and waits until it has come to an end in good order.
 */
final class StopSignal implements AutoCloseable {
  private final Thread hook;

  StopSignal(Duration patience) {
    Thread worker = Thread.currentThread();
    hook =
        Thread.ofPlatform()
            .unstarted(
                () -> {
                  worker.interrupt();
                  try {
                    worker.join(patience);
                  } catch (InterruptedException again) {
                    // Then it ends at once.
                  }
                });
  }

  /** What runs when the process is to end. */
  Thread hook() {
    return hook;
  }

  /** From now on. */
  void await() {
    Runtime.getRuntime().addShutdownHook(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException stopping) {
      // It is running and waits for this thread, which goes on to its end.
    }
  }
}
