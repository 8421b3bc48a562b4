package org.buckytools.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;

/** Does the same with many things, so many at a time. Closing it ends what still runs. */
public final class SideBySide implements AutoCloseable {

  /** What is done with one. Failures are its result: it throws nothing that could be handled. */
  public interface Work<T, R> {
    /** Does it. */
    R on(T thing) throws InterruptedException;
  }

  private final ExecutorService threads =
      Executors.newCachedThreadPool(Thread.ofPlatform().daemon().factory());
  private final Semaphore places;

  /** As many at a time, one at least. */
  public SideBySide(int workers) {
    places = new Semaphore(Math.max(1, workers));
  }

  /** Does it with all of them and waits; the results are in the order of the things. */
  public <T, R> List<R> all(List<? extends T> things, Work<T, R> work) throws InterruptedException {
    List<Future<R>> running = new ArrayList<>(things.size());
    try {
      for (T thing : things) {
        places.acquire();
        running.add(
            threads.submit(
                () -> {
                  try {
                    return work.on(thing);
                  } finally {
                    places.release();
                  }
                }));
      }
      List<R> results = new ArrayList<>(things.size());
      for (Future<R> one : running) {
        results.add(one.get());
      }
      return results;
    } catch (ExecutionException e) {
      running.forEach(one -> one.cancel(true));
      throw unchecked(e.getCause());
    } catch (InterruptedException e) {
      running.forEach(one -> one.cancel(true));
      throw e;
    }
  }

  private static RuntimeException unchecked(Throwable cause) throws InterruptedException {
    return switch (cause) {
      case InterruptedException interrupted -> throw interrupted;
      case Error error -> throw error;
      case RuntimeException own -> own;
      default -> new IllegalStateException(cause);
    };
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
