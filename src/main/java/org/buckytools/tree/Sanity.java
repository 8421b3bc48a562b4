package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.FileVisitor;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.buckytools.posix.NewFile;

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

  private static final Duration EMPTY_FOR = Duration.ofDays(1);
  private static final int BATCH = 512;

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
   * Examines a tree.
   *
   * @return how many files were examined
   * @throws IOException if the root cannot be read; what is wrong below it is a finding
   */
  public long run(Path root) throws IOException, InterruptedException {
    // Throws the telling exception where a walk would only report.
    Files.newDirectoryStream(root).close();
    Path realRoot = root.toRealPath();
    try (ExecutorService workers = Executors.newFixedThreadPool(options.workers())) {
      Walk walk = new Walk(realRoot, workers);
      try {
        Files.walkFileTree(realRoot, walk);
        walk.flush();
      } catch (Interruption stop) {
        workers.shutdownNow();
        throw stop.cause;
      }
      return walk.files;
    }
  }

  /** Carries an interruption through the walk, whose methods may throw only what they declare. */
  private static final class Interruption extends IOException {
    private static final long serialVersionUID = 1;
    private final InterruptedException cause;

    Interruption(InterruptedException cause) {
      super(cause);
      this.cause = cause;
    }
  }

  /** A directory on the way down to where the walk is. */
  private static final class Directory {
    final Instant changed;
    boolean empty = true;

    Directory(Instant changed) {
      this.changed = changed;
    }
  }

  private final class Walk implements FileVisitor<Path> {
    private final Path root;
    private final ExecutorService workers;
    private final Quarantine quarantine;
    private final Deque<Directory> directories = new ArrayDeque<>();
    private final Deque<FileCheck> idle = new ArrayDeque<>();
    private List<Path> batch = new ArrayList<>();
    private long files;

    Walk(Path root, ExecutorService workers) {
      this.root = root;
      this.workers = workers;
      this.quarantine = new Quarantine(root, clock, options.patience());
      for (int i = 0; i < options.workers(); i++) {
        idle.add(new FileCheck(root, clock, options.stale(), options.patience()));
      }
    }

    @Override
    public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
      if (directory.getFileName() != null
          && directory.getFileName().toString().equals(Quarantine.DIRECTORY)) {
        return FileVisitResult.SKIP_SUBTREE;
      }
      directories.push(new Directory(attributes.lastModifiedTime().toInstant()));
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      directories.element().empty = false;
      batch.add(file);
      if (batch.size() == BATCH) {
        flush();
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult visitFileFailed(Path path, IOException failure) {
      if (!directories.isEmpty()) {
        directories.element().empty = false;
      }
      if (!(failure instanceof NoSuchFileException)) {
        listener.found(FileCheck.unreadable(root.relativize(path), failure));
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path path, IOException failure) throws IOException {
      Directory directory = directories.pop();
      boolean stays = true;
      if (failure != null) {
        listener.found(FileCheck.unreadable(root.relativize(path), failure));
      } else if (!directories.isEmpty() && directory.empty && isOld(directory)) {
        Finding finding =
            Finding.of(
                Fault.EMPTY_DIRECTORY,
                root.relativize(path),
                "empty since "
                    + directory.changed.truncatedTo(java.time.temporal.ChronoUnit.SECONDS));
        stays = false;
        if (options.fix()) {
          finding = removed(path, finding);
          stays = finding.repair() != Finding.Repair.DONE;
        }
        listener.found(finding);
      }
      if (stays && !directories.isEmpty()) {
        directories.element().empty = false;
      }
      return FileVisitResult.CONTINUE;
    }

    private boolean isOld(Directory directory) {
      return directory.changed.isBefore(clock.instant().minus(EMPTY_FOR));
    }

    private Finding removed(Path directory, Finding finding) {
      try {
        Files.delete(directory);
        return finding.done("removed");
      } catch (DirectoryNotEmptyException usedMeanwhile) {
        return finding.failed("it is in use again");
      } catch (IOException failure) {
        return finding.failed(FileCheck.reason(failure));
      }
    }

    /** Examines the files collected so far and reports on them in their order. */
    void flush() throws IOException {
      List<Path> paths = batch;
      batch = new ArrayList<>();
      files += paths.size();
      try {
        for (List<Finding> findings : examine(paths)) {
          for (Finding finding : findings) {
            listener.found(options.fix() ? repaired(finding) : finding);
          }
        }
      } catch (InterruptedException stop) {
        throw new Interruption(stop);
      }
      listener.examined(paths.size());
    }

    private List<List<Finding>> examine(List<Path> paths) throws InterruptedException {
      List<Callable<List<Finding>>> work = new ArrayList<>();
      for (Path path : paths) {
        work.add(() -> examine(path));
      }
      List<List<Finding>> results = new ArrayList<>();
      for (Future<List<Finding>> result : workers.invokeAll(work)) {
        try {
          results.add(result.get());
        } catch (ExecutionException failure) {
          throw new IllegalStateException(failure.getCause());
        }
      }
      return results;
    }

    private List<Finding> examine(Path path) {
      FileCheck check;
      synchronized (idle) {
        // As many as workers, so there is always one.
        check = idle.pop();
      }
      try {
        return check.check(path);
      } finally {
        synchronized (idle) {
          idle.push(check);
        }
      }
    }

    private Finding repaired(Finding finding) throws InterruptedException {
      Path path = root.resolve(finding.path());
      try {
        return switch (finding.fault()) {
          case UNSOUND, EMPTY_FILE ->
              Files.isRegularFile(path)
                  ? finding.done("moved to " + quarantine.take(path))
                  : finding;
          case LEFTOVER ->
              NewFile.isHiddenName(path.getFileName().toString())
                  ? dropped(finding, path)
                  : finding;
          default -> finding;
        };
      } catch (IOException failure) {
        return finding.failed(FileCheck.reason(failure));
      }
    }

    private Finding dropped(Finding finding, Path path) throws IOException {
      return NewFile.removeIfAbandoned(path)
          ? finding.done("removed")
          : finding.failed("somebody works on it again");
    }
  }
}
