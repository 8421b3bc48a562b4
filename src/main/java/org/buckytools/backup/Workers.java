package org.buckytools.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;

/** Several threads that draw items from one source. The first failure of one ends all. */
final class Workers {
  /** Where items come from; called by one thread at a time. */
  interface Source<T> {
    /** The next item, or null. Not called again once it has failed. */
    T next() throws IOException;
  }

  /** What one thread does; it is made, used and closed by that thread. */
  interface Worker<T> extends AutoCloseable {
    /** Works on one item. A failure thrown is one of the run, not of the item. */
    void on(T item) throws IOException, InterruptedException;

    /** Called after the last item if nothing has failed. */
    void finish() throws IOException, InterruptedException;

    @Override
    void close();
  }

  private final int count;
  private boolean stopped;

  private Workers(int count) {
    this.count = count;
  }

  static <T> void run(int count, Source<T> source, Supplier<Worker<T>> workers)
      throws IOException, InterruptedException {
    new Workers(count).run(source, workers);
  }

  private <T> void run(Source<T> source, Supplier<Worker<T>> workers)
      throws IOException, InterruptedException {
    List<FutureTask<Void>> others = new ArrayList<>();
    for (int i = 1; i < count; i++) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                work(source, workers);
                return null;
              });
      others.add(task);
      Thread.ofPlatform().daemon().name("backup-" + i).start(task);
    }
    IOException failure = null;
    try {
      work(source, workers);
    } catch (IOException thrown) {
      failure = thrown;
    }
    for (FutureTask<Void> other : others) {
      try {
        other.get();
      } catch (ExecutionException thrown) {
        if (!(thrown.getCause() instanceof IOException cause)) {
          throw new IllegalStateException("a worker died", thrown.getCause());
        }
        failure = failure == null ? cause : failure;
      }
    }
    if (failure != null) {
      throw failure;
    }
  }

  private <T> void work(Source<T> source, Supplier<Worker<T>> workers)
      throws IOException, InterruptedException {
    boolean done = false;
    try (Worker<T> worker = workers.get()) {
      for (T item = next(source); item != null; item = next(source)) {
        worker.on(item);
      }
      if (!isStopped()) {
        worker.finish();
      }
      done = true;
    } finally {
      if (!done) {
        stop();
      }
    }
  }

  private synchronized <T> T next(Source<T> source) throws IOException {
    if (stopped) {
      return null;
    }
    // What has failed in the middle is not asked again: it may have passed something over.
    stopped = true;
    T item = source.next();
    stopped = false;
    return item;
  }

  private synchronized boolean isStopped() {
    return stopped;
  }

  private synchronized void stop() {
    stopped = true;
  }
}
