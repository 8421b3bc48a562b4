package org.buckytools.demo;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.buckytools.whisper.Database;

/**
 * Writes a point after the other into many metrics, as carbon does with {@code
 * WHISPER_LOCK_WRITES}: opens the file, locks it, writes, closes it, and never asks whether it is
 * still in its place. It has a thread of its own until {@link #end}.
 */
public final class Writing implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  // Faster than carbon, which has one point of a metric in a second at most.
  private static final Duration ROUND = Duration.ofMillis(250);

  private final List<List<Path>> places;
  private final long from;
  private final long until;
  private final CountDownLatch isOver = new CountDownLatch(1);
  private final FutureTask<Written> task = new FutureTask<>(this::write);
  private final Thread thread;

  /**
   * Begins.
   *
   * @param places for each metric the files that may have it; the first that is there is written to
   * @param from the time of the first point
   * @param until after the last
   */
  Writing(List<List<Path>> places, long from, long until) {
    this.places = places;
    this.from = from;
    this.until = until;
    thread = Thread.ofPlatform().name("demo-writer").daemon().start(task);
  }

  /**
   * What was written: of each metric, the points from a time on.
   *
   * @param from the first
   * @param counts how many, by metric
   */
  public record Written(long from, List<Integer> counts) {
    /** How many in all. */
    public long points() {
      return counts.stream().mapToLong(Integer::longValue).sum();
    }

    LongStream times(int metric) {
      return LongStream.range(from, from + counts.get(metric));
    }
  }

  private Written write() throws IOException, InterruptedException {
    List<Integer> counts = new ArrayList<>();
    for (int i = 0; i < places.size(); i++) {
      counts.add(0);
    }
    long pause = ROUND.toNanos() / places.size();
    for (long time = from; time < until; time++) {
      for (int metric = 0; metric < places.size(); metric++) {
        write(places.get(metric), time, Host.signal(metric, time));
        counts.set(metric, counts.get(metric) + 1);
        if (isOver.await(pause, TimeUnit.NANOSECONDS)) {
          return new Written(from, counts);
        }
      }
    }
    return new Written(from, counts);
  }

  private void write(List<Path> files, long time, double value) throws IOException {
    NoSuchFileException missing = null;
    for (Path file : files) {
      try (Database database = Database.openAsCarbonDoes(file, PATIENCE)) {
        database.update(value, time, until);
        return;
      } catch (NoSuchFileException moved) {
        missing = moved;
      }
    }
    throw missing;
  }

  /** Ends it; what was written until now. */
  public Written end() throws IOException, InterruptedException {
    isOver.countDown();
    try {
      return task.get();
    } catch (ExecutionException failed) {
      if (failed.getCause() instanceof IOException reason) {
        throw reason;
      }
      throw new IllegalStateException(failed.getCause());
    }
  }

  /** Ends it if {@link #end} has not. */
  @Override
  public void close() {
    isOver.countDown();
    boolean interrupted = Thread.interrupted();
    while (thread.isAlive()) {
      try {
        thread.join();
      } catch (InterruptedException again) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
