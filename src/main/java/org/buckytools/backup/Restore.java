package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.codec.DamagedException;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.posix.Resemblance;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;

/**
 * Restores metrics into a tree. A missing file is created; one that is there is filled, so no point
 * of it is lost. Nothing is written from a version that does not have the digest of its marker or
 * is no sound whisper file. An instance serves one run.
 */
public final class Restore {
  private final Store store;
  private final InstantSource clock;
  private final RestoreListener listener;
  private final Progress progress;

  private final LongAdder created = new LongAdder();
  private final LongAdder filled = new LongAdder();
  private final LongAdder unchanged = new LongAdder();
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
   * Restores.
   *
   * @param tree where to; created if missing
   * @throws IOException if the store cannot be listed or fails again and again
   * @throws InterruptedException if the caller is interrupted
   */
  public RestoreReport run(Path tree, RestoreOptions options)
      throws IOException, InterruptedException {
    Files.createDirectories(tree);
    Patience patience = new Patience();
    try (Catalogue catalogue = new Catalogue(store, options.storagePath(), this::refuse)) {
      Workers.run(
          options.workers(),
          () -> next(catalogue, options),
          () -> new Worker(tree, options, patience));
    }
    if (created.sum() > 0) {
      Arrivals.sync(tree);
    }
    return new RestoreReport(
        created.sum(),
        filled.sum(),
        unchanged.sum(),
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
        progress.expect(stored == null ? 0 : 1, 0);
        return stored;
      }
    }
  }

  private final class Worker implements Workers.Worker<Stored>, Arrivals.Outcome {
    private final Path tree;
    private final RestoreOptions options;
    private final Patience patience;
    private final Retrieval retrieval;
    private final Fill fill;
    private final Arrivals arrivals;

    Worker(Path tree, RestoreOptions options, Patience patience) {
      this.tree = tree;
      this.options = options;
      this.patience = patience;
      this.retrieval = new Retrieval(store, options.largest());
      this.fill = new Fill(clock, options.lockTimeout());
      this.arrivals = new Arrivals(tree, this);
    }

    @Override
    public void on(Stored stored) throws IOException {
      List<Version> candidates =
          stored.versions().stream()
              .filter(version -> version.time() <= options.until())
              .toList()
              .reversed();
      if (candidates.isEmpty()) {
        none.increment();
      } else {
        restore(candidates);
      }
      progress.done(1, 0);
      arrivals.flushIfMany();
    }

    private void restore(List<Version> candidates) throws IOException {
      boolean first = true;
      try {
        for (Version version : candidates) {
          ByteBuffer content;
          try {
            content = retrieval.read(version);
          } catch (DamagedException damaged) {
            listener.damaged(version, damaged);
            first = false;
            continue;
          } finally {
            patience.succeeded();
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
      } catch (IOException failure) {
        failed.increment();
        listener.failed("", failure);
      }
    }

    private void put(Version version, ByteBuffer content) throws IOException {
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
    public void failed(Version version, IOException failure) throws IOException {
      if (failure instanceof FileAlreadyExistsException) {
        // Somebody has created it meanwhile: it is to be filled now.
        restore(List.of(version));
      } else {
        failed.increment();
        listener.failed("", failure);
      }
    }

    @Override
    public void finish() throws IOException {
      arrivals.flushAll();
    }

    @Override
    public void close() {
      arrivals.close();
      retrieval.close();
    }
  }
}
