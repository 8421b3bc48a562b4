package org.buckytools.archive;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BiConsumer;
import org.buckytools.progress.Progress;

/**
 * Writes an archive: several threads fetch, one writes, in the order of the items, so the same
 * metrics give the same archive. Holds at most three files for each thread, or of small ones twice
 * as many as the source gives together. An instance serves one run.
 *
 * @param <T> what names a metric to its {@link Source}
 */
public final class Packing<T> {
  private static final int AHEAD = 3;
  private static final int AHEAD_TOGETHER = 1;

  private final int workers;
  private final Source<T> source;
  private final BiConsumer<T, IOException> failures;
  private final Progress progress;
  private final ExecutorService fetchers;
  private long done;
  private long failed;
  private long bytes;

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
    this.fetchers =
        Executors.newFixedThreadPool(
            workers, Thread.ofPlatform().daemon().name("fetch-", 0).factory());
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
    try (Closing _ = fetchers::shutdownNow) {
      if (source.together() > 1) {
        runTogether(items, writer);
      } else {
        runAlone(items, writer);
      }
    }
    writer.finish();
    return new PackReport(done, failed, bytes);
  }

  private interface Closing extends AutoCloseable {
    @Override
    void close();
  }

  /** Fetches each alone, some before they are written. */
  private void runAlone(Items<T> items, TarWriter writer) throws IOException, InterruptedException {
    Deque<Pending<T>> pending = new ArrayDeque<>();
    for (T item = items.next(); item != null; item = items.next()) {
      if (pending.size() == AHEAD * workers) {
        write(pending.remove(), writer);
      }
      pending.add(begin(item));
    }
    while (!pending.isEmpty()) {
      write(pending.remove(), writer);
    }
  }

  private record Pending<T>(T item, Future<ArchivedFile> member) {}

  private Pending<T> begin(T item) {
    return new Pending<>(item, fetchers.submit(() -> source.fetch(item)));
  }

  /** Fetches many together, some before others are written. */
  private void runTogether(Items<T> items, TarWriter writer)
      throws IOException, InterruptedException {
    Deque<Group<T>> pending = new ArrayDeque<>();
    List<T> group = group(items);
    while (!group.isEmpty()) {
      if (pending.size() == AHEAD_TOGETHER) {
        write(pending.remove(), writer);
      }
      List<T> all = group;
      pending.add(new Group<>(all, fetchers.submit(() -> source.fetchTogether(all))));
      group = group(items);
    }
    while (!pending.isEmpty()) {
      write(pending.remove(), writer);
    }
  }

  private record Group<T>(List<T> items, Future<Map<T, ArchivedFile>> members) {}

  private List<T> group(Items<T> items) throws IOException {
    List<T> group = new ArrayList<>();
    while (group.size() < source.together()) {
      T item = items.next();
      if (item == null) {
        break;
      }
      group.add(item);
    }
    return group;
  }

  /** Writes a group; what did not come is fetched alone, as many at a time as there are workers. */
  private void write(Group<T> group, TarWriter writer) throws IOException, InterruptedException {
    Map<T, ArchivedFile> members;
    try {
      members = group.members().get();
    } catch (ExecutionException thrown) {
      throw died(thrown);
    }
    Iterator<T> missing =
        group.items().stream().filter(item -> !members.containsKey(item)).iterator();
    Deque<Pending<T>> alone = new ArrayDeque<>();
    for (T item : group.items()) {
      while (alone.size() < workers && missing.hasNext()) {
        alone.add(begin(missing.next()));
      }
      ArchivedFile member = members.get(item);
      if (member == null) {
        write(alone.remove(), writer);
      } else {
        write(member, writer);
        source.takeBack(member);
      }
    }
  }

  private void write(Pending<T> first, TarWriter writer) throws IOException, InterruptedException {
    ArchivedFile member;
    try {
      member = first.member().get();
    } catch (ExecutionException thrown) {
      if (!(thrown.getCause() instanceof IOException failure)) {
        throw died(thrown);
      }
      if (failure instanceof GivenUpException) {
        throw failure;
      }
      failed++;
      failures.accept(first.item(), failure);
      progress.done(1, 0);
      return;
    }
    write(member, writer);
  }

  private static IllegalStateException died(ExecutionException thrown) {
    return new IllegalStateException("a fetcher died", thrown.getCause());
  }

  private void write(ArchivedFile member, TarWriter writer) throws IOException {
    writer.write(member);
    done++;
    bytes += member.content().length;
    progress.done(1, member.content().length);
  }
}
