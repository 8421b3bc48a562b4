package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;

/**
 * Looks for what is wrong in a tree of whisper files, and repairs what is safe to repair: unsound
 * and empty files go into {@link Quarantine}, unfinished files of a killed bucky and directories
 * that have been empty for a day are removed. A sound file is never written to, moved or removed.
 *
 * <p>Every file is read under its shared lock, so writers may go on. Symbolic links are not
 * followed. Findings come in the order of the walk; memory does not grow with the tree.
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
    try (Run run = new Run(single ? real.getParent() : real)) {
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
