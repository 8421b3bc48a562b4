package org.buckytools.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.buckytools.progress.Progress;

/**
 * Writes an archive: several threads fetch, one writes, in the order of the items, so the same
 * metrics give the same archive. Holds at most three files for each thread. An instance serves one
 * run.
 *
 * @param <T> what names a metric to its {@link Source}
 */
public final class Packing<T> {
  private static final int AHEAD = 3;

  private final int workers;
  private final Source<T> source;
  private final BiConsumer<T, IOException> failures;
  private final Progress progress;
  private final Deque<Pending<T>> pending = new ArrayDeque<>();
  private long done;
  private long failed;
  private long bytes;

  private record Pending<T>(T item, Future<ArchivedFile> member) {}

  /**
   * @param workers how many metrics to fetch at a time
   * @param failures hears, on the calling thread, of each metric that could not be fetched
   */
  public Packing(
      int workers, Source<T> source, BiConsumer<T, IOException> failures, Progress progress) {
    this.workers = workers;
    this.source = source;
    this.failures = failures;
    this.progress = progress;
  }

  /**
   * Writes the archive.
   *
   * @param out is not closed
   * @throws IOException if the items fail or the archive cannot be written; it has no mark of its
   *     end then
   * @throws InterruptedException if the caller is interrupted; the same holds
   */
  public PackReport run(Items<T> items, OutputStream out) throws IOException, InterruptedException {
    TarWriter writer = new TarWriter(out);
    ExecutorService fetchers =
        Executors.newFixedThreadPool(workers, Thread.ofVirtual().name("fetch-", 0).factory());
    try {
      for (T item = items.next(); item != null; item = items.next()) {
        if (pending.size() == AHEAD * workers) {
          write(writer);
        }
        T next = item;
        pending.add(new Pending<>(item, fetchers.submit(() -> source.fetch(next))));
      }
      while (!pending.isEmpty()) {
        write(writer);
      }
    } finally {
      fetchers.shutdownNow();
    }
    writer.finish();
    return new PackReport(done, failed, bytes);
  }

  private void write(TarWriter writer) throws IOException, InterruptedException {
    Pending<T> first = pending.remove();
    ArchivedFile member;
    try {
      member = first.member().get();
    } catch (ExecutionException thrown) {
      if (!(thrown.getCause() instanceof IOException failure)) {
        throw new IllegalStateException("a fetcher died", thrown.getCause());
      }
      if (failure instanceof GivenUpException) {
        throw failure;
      }
      failed++;
      failures.accept(first.item(), failure);
      progress.done(1, 0);
      return;
    }
    writer.write(member);
    done++;
    bytes += member.content().length;
    progress.done(1, member.content().length);
  }
}
