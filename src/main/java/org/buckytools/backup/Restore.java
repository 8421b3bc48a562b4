package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.buckytools.archive.ArchivedFile;
import org.buckytools.archive.GivenUpException;
import org.buckytools.archive.Placed;
import org.buckytools.archive.Sink;
import org.buckytools.codec.DamagedException;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.posix.Arrivals;
import org.buckytools.posix.Resemblance;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;

/**
 * Restores metrics into a tree of this host or wherever a {@link Sink} puts them. A missing file is
 * created; one that is there is filled, so no point of it is lost. Nothing is written from a
 * version that does not have the digest of its marker or is no sound whisper file. An instance
 * serves one run.
 */
public final class Restore {
  // A backup does not keep what a file's permissions were.
  private static final int MODE = 0644;

  private final Store store;
  private final InstantSource clock;
  private final RestoreListener listener;
  private final Progress progress;

  private final LongAdder created = new LongAdder();
  private final LongAdder filled = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
  private final LongAdder elsewhere = new LongAdder();
  private final LongAdder older = new LongAdder();
  private final LongAdder none = new LongAdder();
  private final LongAdder failed = new LongAdder();
  private final LongAdder points = new LongAdder();

  /**
   * @param clock says what time it is
   */
  public Restore(Store store, InstantSource clock, RestoreListener listener, Progress progress) {
    this.store = store;
    this.clock = clock;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Restores into a tree.
   *
   * @param tree where to; created if missing
   * @throws IOException if the store cannot be listed or fails again and again
   * @throws InterruptedException if the caller is interrupted
   */
  public RestoreReport run(Path tree, RestoreOptions options)
      throws IOException, InterruptedException {
    Files.createDirectories(tree);
    Patience patience = new Patience();
    run(options, () -> new TreeWorker(tree, options, patience));
    if (created.sum() > 0) {
      Arrivals.sync(tree);
    }
    return report();
  }

  /**
   * Restores elsewhere.
   *
   * @param sinks makes one for each worker
   * @throws org.buckytools.archive.GivenUpException if the sinks can put nothing anywhere any more
   * @throws IOException if the store cannot be listed or fails again and again
   * @throws InterruptedException if the caller is interrupted
   */
  public RestoreReport run(Supplier<Sink> sinks, RestoreOptions options)
      throws IOException, InterruptedException {
    Patience patience = new Patience();
    run(options, () -> new SinkWorker(sinks.get(), options, patience));
    return report();
  }

  private void run(RestoreOptions options, Supplier<Workers.Worker<Stored>> workers)
      throws IOException, InterruptedException {
    try (Catalogue catalogue =
        new Catalogue(store, options.storagePath(), options.metrics(), this::refuse)) {
      Workers.run(options.workers(), () -> next(catalogue, options), workers);
    }
  }

  private RestoreReport report() {
    return new RestoreReport(
        created.sum(),
        filled.sum(),
        unchanged.sum(),
        elsewhere.sum(),
        older.sum(),
        none.sum(),
        failed.sum(),
        points.sum());
  }

  private void refuse(String name, String reason) {
    failed.increment();
    listener.refused(reason);
  }

  private Stored next(Catalogue catalogue, RestoreOptions options) throws IOException {
    while (true) {
      Stored stored = catalogue.next();
      boolean chosen = stored == null || options.metrics().test(stored.metric().toString());
      if (chosen && (stored == null || !stored.versions().isEmpty())) {
        return stored;
      }
    }
  }

  /** Finds the version to restore and reads it. */
  private abstract class Worker implements Workers.Worker<Stored> {
    private final RestoreOptions options;
    private final Patience patience;
    private final Retrieval retrieval;

    Worker(RestoreOptions options, Patience patience) {
      this.options = options;
      this.patience = patience;
      this.retrieval = new Retrieval(store, options.largest());
    }

    /** Puts a version that is sound. */
    abstract void put(Version version, ByteBuffer content) throws IOException, InterruptedException;

    @Override
    public void on(Stored stored) throws IOException, InterruptedException {
      List<Version> candidates = new ArrayList<>();
      for (int i = stored.versions().size() - 1; i >= 0; i--) {
        if (stored.versions().get(i).time() <= options.until()) {
          candidates.add(stored.versions().get(i));
        }
      }
      if (candidates.isEmpty()) {
        none.increment();
      } else {
        restore(candidates);
      }
      progress.done(1, 0);
    }

    final void restore(List<Version> candidates) throws IOException, InterruptedException {
      boolean first = true;
      try {
        for (Version version : candidates) {
          ByteBuffer content = read(version);
          if (content == null) {
            first = false;
            continue;
          }
          if (!first && !options.fallback()) {
            listener.offered(version);
            break;
          }
          put(version, content);
          if (!first) {
            older.increment();
            listener.used(version);
          }
          return;
        }
        failed.increment();
      } catch (StoreException failure) {
        failed.increment();
        listener.failed(candidates.getFirst().metric().toString(), failure);
        patience.failed(failure);
      } catch (GivenUpException end) {
        throw end;
      } catch (IOException failure) {
        failed.increment();
        listener.failed("", failure);
      }
    }

    /** The content, or null if it is damaged, which is told. */
    private ByteBuffer read(Version version) throws IOException {
      ByteBuffer content = null;
      try {
        content = retrieval.read(version);
      } catch (DamagedException damaged) {
        listener.damaged(version, damaged);
      }
      // The store has answered, whatever it was.
      patience.succeeded();
      return content;
    }

    @Override
    public void finish() throws IOException, InterruptedException {}

    @Override
    public void close() {
      retrieval.close();
    }
  }

  /** Fills files of a tree. */
  private final class TreeWorker extends Worker implements Arrivals.Outcome<Version> {
    private final Path tree;
    private final Fill fill;
    private final Arrivals<Version> arrivals;

    TreeWorker(Path tree, RestoreOptions options, Patience patience) {
      super(options, patience);
      this.tree = tree;
      this.fill = new Fill(clock, options.lockTimeout());
      this.arrivals = new Arrivals<>(tree, this, options.workers());
    }

    @Override
    public void on(Stored stored) throws IOException, InterruptedException {
      super.on(stored);
      arrivals.flushIfMany();
    }

    @Override
    void put(Version version, ByteBuffer content) throws IOException {
      Path target = tree.resolve(version.metric().path());
      Resemblance.createLikeParent(target.getParent());
      FillResult result =
          fill.fill(
              content,
              Path.of(version.dataKey()),
              target,
              FillOptions.DEFAULT,
              written -> arrivals.add(version, written));
      switch (result.outcome()) {
        case CREATED -> {}
        case FILLED -> filled.increment();
        case UNCHANGED -> unchanged.increment();
      }
      points.add(result.points());
    }

    @Override
    public void arrived(Version version) {
      created.increment();
    }

    @Override
    public void taken(Version version, Path written) throws IOException, InterruptedException {
      // It is to be filled now.
      restore(List.of(version));
    }

    @Override
    public void failed(Version version, IOException failure) {
      failed.increment();
      listener.failed("", failure);
    }

    @Override
    public void finish() throws IOException, InterruptedException {
      arrivals.flushAll();
    }

    @Override
    public void close() {
      arrivals.close();
      super.close();
    }
  }

  /** Hands metrics to a sink. */
  private final class SinkWorker extends Worker {
    private final Sink sink;

    SinkWorker(Sink sink, RestoreOptions options, Patience patience) {
      super(options, patience);
      this.sink = sink;
    }

    @Override
    void put(Version version, ByteBuffer content) throws IOException, InterruptedException {
      byte[] bytes = new byte[content.remaining()];
      content.get(bytes);
      sink.put(
          new ArchivedFile(version.metric(), MODE, version.time(), bytes),
          new Sink.Receipt() {
            @Override
            public void placed(Placed placed) {
              count(placed);
            }

            @Override
            public void failed(IOException failure) {
              Restore.this.failed.increment();
              listener.failed("", failure);
            }
          });
    }

    private void count(Placed placed) {
      switch (placed.outcome()) {
        case CREATED -> created.increment();
        case FILLED -> filled.increment();
        case UNCHANGED -> unchanged.increment();
        case ELSEWHERE -> elsewhere.increment();
      }
      points.add(placed.points());
    }

    @Override
    public void finish() throws IOException, InterruptedException {
      sink.finish();
    }
  }
}
