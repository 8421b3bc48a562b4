package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.buckytools.fill.Fill;
import org.buckytools.fill.FillOptions;
import org.buckytools.fill.FillResult;
import org.buckytools.fill.FillResult.Outcome;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.Resemblance;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.wire.ContentDigest;

/** Fills databases into metrics, or creates them. Thread-safe. */
final class Filling {
  // By so much the clock of the host that a database comes from may be ahead of this one's.
  private static final long AHEAD = 3_600;
  private static final FillOptions OPTIONS = FillOptions.DEFAULT.withAhead(AHEAD);

  // Each is one in which the directory was removed, or the file created, by somebody else.
  private static final int MOST_ATTEMPTS = 20;

  private final Places places;
  private final Disk disk;
  private final GroupSync sync;
  private final MetricFiles.Listener listener;
  private final Drafts drafts;
  private final Duration patience;

  Filling(
      Places places,
      Disk disk,
      GroupSync sync,
      MetricFiles.Listener listener,
      Drafts drafts,
      Duration patience) {
    this.places = places;
    this.disk = disk;
    this.sync = sync;
    this.listener = listener;
    this.drafts = drafts;
    this.patience = patience;
  }

  /**
   * Fills a database into a metric, or creates it.
   *
   * @param content a whole database
   * @param expected its digest, if the sender told it
   * @throws org.buckytools.whisper.UnsoundException if it or the metric is no sound database;
   *     nothing was written
   */
  MetricFiles.Result fill(MetricName name, ByteBuffer content, Optional<String> expected)
      throws IOException, InterruptedException {
    return fill(name, content, expected, Optional.empty());
  }

  /**
   * Fills a database whose digest is known already into a metric, or creates it.
   *
   * @param digest of the content
   */
  MetricFiles.Result fillChecked(MetricName name, ByteBuffer content, String digest)
      throws IOException, InterruptedException {
    return fill(name, content, Optional.empty(), Optional.of(digest));
  }

  /**
   * Tells what filling would do, and writes nothing.
   *
   * @param digest of the content
   */
  MetricFiles.Result compare(MetricName name, ByteBuffer content, String digest)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    return disk.run(
        desk -> {
          Path path = places.of(name);
          Contents.checkSound(name, content);
          Optional<FillResult> would = fillExisting(desk, path, content, true);
          MetricFiles.Change change = would.map(Filling::change).orElse(MetricFiles.Change.CREATED);
          return new MetricFiles.Result(
              change,
              would.map(FillResult::points).orElse(0L),
              digest,
              would.isEmpty() ? null : digestOf(desk, path),
              System.nanoTime() - start);
        });
  }

  private static MetricFiles.Change change(FillResult filled) {
    return filled.outcome() == Outcome.FILLED
        ? MetricFiles.Change.FILLED
        : MetricFiles.Change.UNCHANGED;
  }

  private MetricFiles.Result fill(
      MetricName name, ByteBuffer content, Optional<String> expected, Optional<String> known)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        Draft draft = disk.run(desk -> fillOrDraft(desk, name, content, expected, known));
        try (NewFile file = draft.file()) {
          if (file == null) {
            sync.await();
          } else {
            sync.await(
                () -> {
                  file.publish();
                  listener.created(name);
                });
          }
        }
        return new MetricFiles.Result(
            draft.change(),
            draft.points(),
            draft.received(),
            draft.digest(),
            System.nanoTime() - start);
      } catch (FileAlreadyExistsException | NoSuchFileException meanwhile) {
        if (attempt == MOST_ATTEMPTS) {
          throw meanwhile;
        }
      }
    }
  }

  /** Something written that has yet to be synced, and perhaps to get its name. */
  private record Draft(
      NewFile file, MetricFiles.Change change, long points, String received, String digest) {}

  private Draft fillOrDraft(
      Desk desk,
      MetricName name,
      ByteBuffer content,
      Optional<String> expected,
      Optional<String> known)
      throws IOException {
    Path path = places.of(name);
    String received = known.isPresent() ? known.get() : Contents.check(name, content, expected);
    Contents.checkSound(name, content);
    // Should it appear meanwhile, it cannot be given its name, and all begins anew.
    Optional<FillResult> filled =
        Files.exists(path) ? fillExisting(desk, path, content, false) : Optional.empty();
    if (filled.isPresent()) {
      return new Draft(
          null, change(filled.get()), filled.get().points(), received, digestOf(desk, path));
    }
    Resemblance.createLikeParent(path.getParent());
    NewFile file = drafts.begin(desk, path, content);
    return new Draft(file, MetricFiles.Change.CREATED, 0, received, received);
  }

  /**
   * Fills a database into a file, if there is one. It is not synced.
   *
   * @param dry whether only to tell what that would do
   */
  static Optional<FillResult> fillExisting(Desk desk, Path path, ByteBuffer bytes, boolean dry)
      throws IOException {
    try {
      Fill fill = desk.fill(bytes.remaining());
      return dry
          ? fill.compare(bytes, path, path, OPTIONS)
          : fill.fillExisting(bytes, path, path, OPTIONS);
    } catch (UnsoundException onDisk) {
      // What came has been checked, so it is not the sender's fault.
      throw new FileSystemException(
          path.toString(), null, "the file on disk is " + onDisk.getReason());
    }
  }

  private String digestOf(Desk desk, Path path) throws IOException {
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
      return ContentDigest.of(desk.read(file));
    }
  }
}
