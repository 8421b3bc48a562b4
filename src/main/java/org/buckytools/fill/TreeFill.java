package org.buckytools.fill;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicLong;
import org.buckytools.posix.Resemblance;
import org.buckytools.progress.Progress;
import org.buckytools.tree.TreeWalk;

/**
 * Fills a tree of whisper files from another, matching files by their path below the roots (F11).
 *
 * <p>Goes on after a file that fails. Holds a file of each tree per worker in memory, whatever the
 * trees' size. An instance serves one run.
 */
public final class TreeFill {
  /** Hears of what went wrong with single files. Called by several threads. */
  public interface Listener {
    /** A file or directory could not be filled, or not be deleted after that. */
    void failed(Path path, IOException failure);

    /** A symbolic link in the source is not followed. */
    void link(Path path);
  }

  /**
   * What became of the files.
   *
   * @param created files that were missing
   * @param filled files that lacked points
   * @param unchanged files that lacked nothing
   * @param failed files and directories that could not be read or written, or not be deleted
   * @param links symbolic links that were not followed
   * @param points written into existing files
   * @param bytesRead of source and destination
   * @param deleted sources removed
   */
  public record Report(
      long created,
      long filled,
      long unchanged,
      long failed,
      long links,
      long points,
      long bytesRead,
      long deleted) {
    /** How many files were done. */
    public long done() {
      return created + filled + unchanged;
    }
  }

  private final InstantSource clock;
  private final Duration patience;
  private final int workers;
  private final Listener listener;
  private final Progress progress;

  private final AtomicLong created = new AtomicLong();
  private final AtomicLong filled = new AtomicLong();
  private final AtomicLong unchanged = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong links = new AtomicLong();
  private final AtomicLong points = new AtomicLong();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong deleted = new AtomicLong();

  /**
   * @param clock says what time it is
   * @param patience how long to wait for locks, for each file
   * @param workers how many files at a time
   */
  public TreeFill(
      InstantSource clock, Duration patience, int workers, Listener listener, Progress progress) {
    this.clock = clock;
    this.patience = patience;
    this.workers = workers;
    this.listener = listener;
    this.progress = progress;
  }

  /**
   * Fills every file of the tree.
   *
   * @throws IOException if a root cannot be used at all: the source is no directory, the
   *     destination lies in it
   * @throws InterruptedException if the caller is interrupted; files under way are finished
   * @throws IllegalStateException if a defect stopped a worker, and with it the run
   */
  public Report run(Path src, Path dst, FillOptions options)
      throws IOException, InterruptedException {
    TreeRoots.check(src, dst);
    try (TreeWalk walk = new TreeWalk(src, new PassedOver())) {
      List<FutureTask<Void>> others = new ArrayList<>();
      for (int i = 1; i < workers; i++) {
        FutureTask<Void> task = new FutureTask<>(() -> work(walk, src, dst, options), null);
        others.add(task);
        Thread.ofPlatform().daemon().name("fill-" + i).start(task);
      }
      try {
        work(walk, src, dst, options);
      } finally {
        join(others);
      }
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    return report();
  }

  /** Waits for all, also after an interruption, which the thread keeps. */
  private static void join(List<FutureTask<Void>> tasks) {
    boolean interrupted = false;
    RuntimeException death = null;
    for (FutureTask<Void> task : tasks) {
      boolean ended = false;
      while (!ended) {
        try {
          task.get();
          ended = true;
        } catch (InterruptedException later) {
          interrupted = true;
        } catch (ExecutionException defect) {
          ended = true;
          death =
              defect.getCause() instanceof RuntimeException named
                  ? named
                  : new IllegalStateException("a worker died: " + defect.getCause(), defect);
        }
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
    if (death != null) {
      throw death;
    }
  }

  private void work(TreeWalk walk, Path src, Path dst, FillOptions options) {
    Fill fill = new Fill(clock, patience);
    try {
      while (!Thread.currentThread().isInterrupted()) {
        TreeWalk.Found found = walk.next();
        if (found == null) {
          return;
        }
        fill(fill, found, src, dst.resolve(found.relative()), options);
        progress.done(1, found.size());
      }
    } finally {
      // When one worker stops early, the others find nothing more to do.
      walk.close();
    }
  }

  private void fill(Fill fill, TreeWalk.Found found, Path src, Path target, FillOptions options) {
    try {
      FillResult result;
      try {
        result = fill.fill(found.path(), target, options);
      } catch (NoSuchFileException missing) {
        // Another worker or process may have created the directory since, so only the source tells.
        if (!Files.exists(found.path())) {
          throw missing;
        }
        Resemblance.createDirectories(target.getParent(), found.path().getParent(), src);
        result = fill.fill(found.path(), target, options);
      }
      count(result);
      if (options.deleteSource() && !result.sourceDeleted()) {
        throw new FileSystemException(
            found.path().toString(), null, "not deleted: " + result.source().words());
      }
    } catch (IOException failure) {
      failed.incrementAndGet();
      listener.failed(found.path(), failure);
    } catch (RuntimeException defect) {
      throw new IllegalStateException("filling from " + found.path() + ": " + defect, defect);
    }
  }

  private void count(FillResult result) {
    switch (result.outcome()) {
      case CREATED -> created.incrementAndGet();
      case FILLED -> filled.incrementAndGet();
      case UNCHANGED -> unchanged.incrementAndGet();
    }
    points.addAndGet(result.points());
    bytesRead.addAndGet(result.bytesRead());
    if (result.sourceDeleted()) {
      deleted.incrementAndGet();
    }
  }

  private Report report() {
    return new Report(
        created.get(),
        filled.get(),
        unchanged.get(),
        failed.get(),
        links.get(),
        points.get(),
        bytesRead.get(),
        deleted.get());
  }

  /** Passes on what the walk passes over. */
  private final class PassedOver implements TreeWalk.Listener {
    @Override
    public void unreadable(Path path, IOException failure) {
      failed.incrementAndGet();
      listener.failed(path, failure);
    }

    @Override
    public void link(Path path) {
      links.incrementAndGet();
      listener.link(path);
    }
  }
}
