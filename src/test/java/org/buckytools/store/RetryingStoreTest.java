package org.buckytools.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Trying again. It keeps the contract of stores, too. */
class RetryingStoreTest extends StoreContract {
  private static final RetryingStore.Patience PATIENCE =
      new RetryingStore.Patience(5, Duration.ofMillis(100), Duration.ofMillis(300));

  private final MemoryStore memory = new MemoryStore();
  private final List<Long> slept = new ArrayList<>();
  private final Store store =
      new RetryingStore(memory, PATIENCE, time -> slept.add(time.toMillis()));

  @Override
  protected Store open() {
    return store;
  }

  private void failTimes(int times) {
    int[] left = {times};
    memory.fault(
        request -> {
          if (left[0]-- > 0) {
            throw new TransientStoreException("503 SlowDown", null);
          }
        });
  }

  @Test
  void triesAgainAtGrowingIntervals() throws IOException {
    failTimes(4);
    ByteBuffer content = ByteBuffer.wrap(new byte[] {1, 2, 3});
    store.put("a", content);

    assertThat(store.get("a", 10)).containsExactly(1, 2, 3);
    assertThat(slept).containsExactly(100L, 200L, 300L, 300L);
  }

  @Test
  void givesUpAfterTheLimit() {
    failTimes(5);

    assertThatThrownBy(() -> store.get("a", 1))
        .isExactlyInstanceOf(StoreException.class)
        .hasMessage("503 SlowDown (tried 5 times)");
    assertThat(slept).hasSize(4);
  }

  @Test
  void doesNotRepeatWhatCannotHelp() {
    assertThatThrownBy(() -> store.get("a", 1)).isInstanceOf(NoSuchObjectException.class);
    assertThat(memory.takeRequests()).hasSize(1);
    assertThat(slept).isEmpty();
  }

  @Test
  void goesOnWithAListingWhereItFailed() throws IOException {
    for (String key : List.of("a", "b", "c", "d")) {
      put(store, key, key);
    }
    int[] calls = {0};
    memory.fault(
        request -> {
          if (++calls[0] % 3 == 0) {
            throw new TransientStoreException("connection reset", null);
          }
        });

    assertThat(keys(store, "", "a")).containsExactly("b", "c", "d");
    assertThat(slept).isNotEmpty();
  }

  @Test
  void stopsWhenItIsInterrupted() {
    failTimes(1);
    Store interrupted =
        new RetryingStore(
            memory,
            PATIENCE,
            time -> {
              throw new InterruptedException();
            });

    assertThatThrownBy(() -> interrupted.get("a", 1)).isInstanceOf(InterruptedIOException.class);
    assertThat(Thread.interrupted()).isTrue();
  }
}
