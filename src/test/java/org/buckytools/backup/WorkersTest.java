package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WorkersTest {
  private final AtomicInteger asked = new AtomicInteger();
  private final AtomicInteger begun = new AtomicInteger();
  private final CountDownLatch failed = new CountDownLatch(1);
  private final CountDownLatch otherIsDone = new CountDownLatch(1);

  private String failing() throws IOException {
    asked.incrementAndGet();
    failed.countDown();
    throw new IOException("cut off");
  }

  /** The first of two to begin closes only when the other has asked, which it does afterwards. */
  private final class Asker implements Workers.Worker<String> {
    private final boolean isFirst = begun.getAndIncrement() == 0;

    Asker() {
      if (!isFirst) {
        await(failed);
      }
    }

    @Override
    public void on(String item) {
      throw new AssertionError(item);
    }

    @Override
    public void finish() {
      throw new AssertionError("nothing is finished");
    }

    @Override
    public void close() {
      if (isFirst) {
        await(otherIsDone);
      } else {
        otherIsDone.countDown();
      }
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException end) {
      throw new AssertionError(end);
    }
  }

  /** It would go on with what comes after what could not be read, as if that were not there. */
  @Test
  void aSourceThatHasFailedIsNotAskedAgain() {
    assertThatThrownBy(() -> Workers.run(2, this::failing, Asker::new)).hasMessage("cut off");
    assertThat(asked).hasValue(1);
  }
}
