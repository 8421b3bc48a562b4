package org.buckytools.agent.files;

import java.io.IOException;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * The threads that work on files. Requests run in virtual threads, which must not make calls that
 * block in the C library: few of those would stop all. Thread-safe.
 */
public final class Disk implements AutoCloseable {
  /** Something to do with a desk. */
  @FunctionalInterface
  public interface Work<T> {
    /** Does it. */
    T run(Desk desk) throws IOException;
  }

  private final ExecutorService threads;
  private final ConcurrentLinkedDeque<Desk> free = new ConcurrentLinkedDeque<>();
  private final Supplier<Desk> desks;
  private final AtomicInteger load = new AtomicInteger();

  /**
   * @param threads how many files to work on at a time
   * @param desks makes the memory for one file at a time
   */
  public Disk(int threads, Supplier<Desk> desks) {
    this.threads =
        Executors.newFixedThreadPool(threads, Thread.ofPlatform().name("disk-", 1).factory());
    this.desks = desks;
  }

  /** Does a piece of work and waits for it. */
  public <T> T run(Work<T> work) throws IOException, InterruptedException {
    return submit(work).await();
  }

  /** Has a piece of work done. */
  public <T> Doing<T> submit(Work<T> work) {
    load.incrementAndGet();
    return new Doing<>(
        threads.submit(
            () -> {
              Desk taken = free.pollFirst();
              Desk desk = taken == null ? desks.get() : taken;
              try {
                return work.run(desk);
              } finally {
                // Last in, first out: what a quiet agent does not use is never touched.
                if (desk.isReusable()) {
                  free.addFirst(desk);
                } else {
                  desk.close();
                }
                load.decrementAndGet();
              }
            }));
  }

  /** Work that is being done. */
  public static final class Doing<T> {
    private final Future<T> done;

    private Doing(Future<T> done) {
      this.done = done;
    }

    /** Waits for it. */
    public T await() throws IOException, InterruptedException {
      try {
        return done.get();
      } catch (ExecutionException failed) {
        throw thrown(failed.getCause());
      }
    }
  }

  /** How many pieces of work run or wait. */
  public int load() {
    return load.get();
  }

  private static IOException thrown(Throwable cause) {
    return switch (cause) {
      case IOException failure -> failure;
      case RuntimeException failure -> throw failure;
      case Error error -> throw error;
      default -> new IOException(cause);
    };
  }

  /** Waits for what runs, and ends. */
  @Override
  public void close() {
    threads.close();
    for (Desk desk = free.pollFirst(); desk != null; desk = free.pollFirst()) {
      desk.close();
    }
  }
}
