package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.posix.PosixFile;

/**
 * Looks for what is wrong in a tree of whisper files, and repairs what is safe to repair: unsound
 * and empty files go into {@link Quarantine}, unfinished files of a killed bucky and directories
 * that have been empty for a day are removed. A sound file is never written to, moved or removed.
 *
 * <p>Every file is read under its shared lock, so writers may go on. Symbolic links are not
 * followed. Findings come in the order of the walk; memory does not grow with the tree. While it
 * repairs it holds an exclusive flock on the tree's directory, which nobody else takes: a tree is
 * never repaired twice at the same time, by whatever process.
 */
public final class Sanity {
  /** Hears of what is found. Called by the thread that called {@link Sanity#run}. */
  public interface Listener {
    /** Something is wrong. */
    void found(Finding finding);

    /** So many more files have been examined. */
    void examined(int files);
  }

  private final InstantSource clock;
  private final SanityOptions options;
  private final Listener listener;

  /**
   * @param clock says what time it is
   */
  public Sanity(InstantSource clock, SanityOptions options, Listener listener) {
    this.clock = clock;
    this.options = options;
    this.listener = listener;
  }

  /**
   * Examines a tree, or a single file as if it were alone in its directory.
   *
   * @return how many files were examined
   * @throws BeingRepairedException if it is to repair, and somebody else repairs that tree
   * @throws IOException if there is nothing at that path or the root cannot be read; what is wrong
   *     below it is a finding
   */
  public long run(Path path) throws IOException, InterruptedException {
    Path real = path.toRealPath();
    boolean single = !Files.isDirectory(real);
    if (!single) {
      // Throws what the walk would only report.
      Files.newDirectoryStream(real).close();
    }
    Path root = single ? real.getParent() : real;
    if (!options.fix()) {
      return run(root, real, single);
    }
    try (PosixFile directory = PosixFile.open(root, PosixFile.Access.READ)) {
      try {
        directory.lock(PosixFile.Lock.EXCLUSIVE, Duration.ZERO);
      } catch (LockTimeoutException held) {
        throw new BeingRepairedException(root, held);
      }
      try {
        return run(root, real, single);
      } finally {
        directory.unlock();
      }
    }
  }

  private long run(Path root, Path real, boolean single) throws IOException, InterruptedException {
    try (Run run = new Run(root)) {
      if (single) {
        run.files(List.of(real));
      } else {
        SanityWalk walk = new SanityWalk(real, clock.instant(), run);
        Files.walkFileTree(real, walk);
        walk.flush();
      }
      return run.examined;
    } catch (SanityWalk.Interruption stop) {
      throw stop.reason();
    }
  }

  private final class Run implements SanityWalk.Consumer, AutoCloseable {
    private final ParallelCheck checks;
    private final Repairs repairs;
    private long examined;

    Run(Path root) {
      checks =
          new ParallelCheck(
              options.workers(), new FileCheck(root, clock, options.stale(), options.patience()));
      repairs = new Repairs(root, new Quarantine(root, clock, options.patience()));
    }

    @Override
    public void files(List<Path> files) throws InterruptedException {
      for (Finding finding : checks.check(files)) {
        found(finding);
      }
      examined += files.size();
      listener.examined(files.size());
    }

    @Override
    public Finding found(Finding finding) throws InterruptedException {
      Finding outcome = options.fix() ? repairs.repair(finding) : finding;
      listener.found(outcome);
      return outcome;
    }

    @Override
    public void close() {
      checks.close();
    }
  }
}
