package org.buckytools.archive;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.buckytools.metric.MetricName;
import org.buckytools.progress.Progress;

/**
 * Restores an archive: several threads take its metrics in turns and put them where they belong.
 * Metrics of the same name are put in the order of the archive. Holds one file for each thread, and
 * no more than 64 MiB or one file. An instance serves one run.
 */
public final class Unpacking {
  private final int workers;
  private final Supplier<Sink> sinks;
  private final RestoreJournal journal;
  private final ArchiveListener listener;
  private final Progress progress;

  private final LongAdder created = new LongAdder();
  private final LongAdder filled = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder elsewhere = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder points = new LongAdder();
  // What follows is guarded by this.
  private final NameSet seen = new NameSet();
  private long refused;
  private long before;
  private IOException broken;
  private volatile boolean stopped;
  private volatile IOException unwritable;

  private final UnderWay underWay = new UnderWay();
  private final Semaphore bytes = new Semaphore(TarReader.MOST_ROOM);

  /** A metric and its number in the archive. */
  private record Numbered(int number, ArchivedFile member) {}

  /**
   * @param workers how many metrics to put at a time
   * @param sinks makes one for each worker
   * @param journal tells what is done already, and gets what is done
   */
  public Unpacking(
      int workers,
      Supplier<Sink> sinks,
      RestoreJournal journal,
      ArchiveListener listener,
      Progress progress) {
    this.workers = workers;
    this.sinks = sinks;
    this.journal = journal;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Restores all there is.
   *
   * @return what was done, also if it ended before the end of the archive
   * @throws IOException if the archive cannot be read or the journal cannot be written
   * @throws InterruptedException if the caller is interrupted
   */
  public UnpackReport run(TarReader archive) throws IOException, InterruptedException {
    List<FutureTask<Void>> threads = new ArrayList<>();
    for (int i = 0; i < workers; i++) {
      FutureTask<Void> task =
          new FutureTask<>(
              () -> {
                work(archive);
                return null;
              });
      threads.add(task);
      Thread.ofPlatform().daemon().name("restore-" + i).start(task);
    }
    IOException failure = null;
    try {
      for (FutureTask<Void> thread : threads) {
        try {
          thread.get();
        } catch (ExecutionException thrown) {
          if (!(thrown.getCause() instanceof IOException cause)) {
            throw new IllegalStateException("a worker died", thrown.getCause());
          }
          failure = failure == null ? cause : failure;
        }
      }
    } finally {
      stopped = true;
      threads.forEach(thread -> thread.cancel(true));
    }
    failure = failure == null ? unwritable : failure;
    if (failure != null) {
      throw failure;
    }
    return report();
  }

  private synchronized UnpackReport report() {
    return new UnpackReport(
        created.sum(),
        filled.sum(),
        unchanged.sum(),
        elsewhere.sum(),
        before,
        refused,
        failed.sum(),
        points.sum(),
        broken);
  }

  private void work(TarReader archive) throws IOException, InterruptedException {
    boolean done = false;
    try {
      Sink sink = sinks.get();
      for (Numbered next = next(archive); next != null; next = next(archive)) {
        put(sink, next);
      }
      sink.finish();
      done = true;
    } finally {
      if (!done) {
        stopped = true;
      }
    }
  }

  private synchronized Numbered next(TarReader archive) throws IOException, InterruptedException {
    while (!stopped) {
      ArchivedFile member;
      try {
        member = archive.next(this::refuse, bytes);
      } catch (DamagedArchiveException damaged) {
        broken = damaged;
        member = null;
      }
      if (member == null) {
        stopped = true;
        return null;
      }
      if (!journal.holds(archive.number())) {
        if (!seen.add(member.name().toString())) {
          listener.again(member.name());
        }
        underWay.begin(member.name());
        return new Numbered(archive.number(), member);
      }
      before++;
      bytes.release(TarReader.room(member));
      progress.done(1, member.content().length);
    }
    return null;
  }

  private synchronized void giveUp(GivenUpException end) {
    stopped = true;
    broken = broken == null ? end : broken;
  }

  private void refuse(String name, String reason) {
    refused++;
    listener.refused(name, reason);
  }

  private void put(Sink sink, Numbered next) throws IOException, InterruptedException {
    ArchivedFile member = next.member();
    Note note = new Note(next.number(), member.name(), member.content().length);
    try {
      sink.put(member, note);
    } catch (GivenUpException end) {
      failed.increment();
      giveUp(end);
    } catch (IOException failure) {
      note.failed(failure);
    } finally {
      underWay.end(member.name());
      bytes.release(TarReader.room(member));
    }
  }

  /** Counts what became of a metric, whose content need not be kept until that is known. */
  private final class Note implements Sink.Receipt {
    private final int number;
    private final MetricName name;
    private final int size;

    Note(int number, MetricName name, int size) {
      this.number = number;
      this.name = name;
      this.size = size;
    }

    @Override
    public void placed(Placed placed) {
      count(placed);
      if (placed.outcome() != Placed.Outcome.ELSEWHERE) {
        try {
          journal.done(number, name);
        } catch (IOException failure) {
          unwritable = failure;
          stopped = true;
        }
      }
      progress.done(1, size);
    }

    @Override
    public void failed(IOException failure) {
      Unpacking.this.failed.increment();
      listener.failed(name, failure);
      progress.done(1, size);
    }
  }

  private void count(Placed placed) {
    points.add(placed.points());
    switch (placed.outcome()) {
      case CREATED -> created.increment();
      case FILLED -> filled.increment();
      case UNCHANGED -> unchanged.increment();
      case ELSEWHERE -> elsewhere.increment();
    }
  }

  /** The metrics that are being put. */
  private static final class UnderWay {
    private final Set<MetricName> names = new HashSet<>();

    synchronized void begin(MetricName name) throws InterruptedException {
      while (!names.add(name)) {
        wait();
      }
    }

    synchronized void end(MetricName name) {
      names.remove(name);
      notifyAll();
    }
  }
}
