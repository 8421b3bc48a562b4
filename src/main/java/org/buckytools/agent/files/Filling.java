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
  MetricFiles.Later compare(MetricName name, ByteBuffer content, String digest) {
    long start = System.nanoTime();
    Disk.Doing<MetricFiles.Result> doing =
        disk.submit(
            desk -> {
              Path path = places.of(name);
              Contents.checkSound(name, content);
              Optional<Filled> would = fillExisting(desk, path, content, true);
              MetricFiles.Change change =
                  would.map(Filled::change).orElse(MetricFiles.Change.CREATED);
              return new MetricFiles.Result(
                  change,
                  would.map(Filled::points).orElse(0L),
                  would.map(Filled::unheld).orElse(0L),
                  digest,
                  would.isEmpty() ? null : digestOf(desk, path),
                  System.nanoTime() - start);
            });
    return doing::await;
  }

  /**
   * What became of a file that was there.
   *
   * @param points how many were written
   * @param unheld how many it has no place for
   */
  record Filled(long points, long unheld) {
    MetricFiles.Change change() {
      return points > 0 ? MetricFiles.Change.FILLED : MetricFiles.Change.UNCHANGED;
    }
  }

  private MetricFiles.Result fill(
      MetricName name, ByteBuffer content, Optional<String> expected, Optional<String> known)
      throws IOException, InterruptedException {
    Wanted wanted = new Wanted(name, content, expected, known, System.nanoTime());
    return finish(wanted, disk.run(desk -> begun(desk, wanted)));
  }

  /** The same as {@link #fillChecked}, of which the caller need not wait for the end yet. */
  MetricFiles.Later begin(MetricName name, ByteBuffer content, String digest) {
    Wanted wanted =
        new Wanted(name, content, Optional.empty(), Optional.of(digest), System.nanoTime());
    Disk.Doing<Begun> doing = disk.submit(desk -> begun(desk, wanted));
    return () -> finish(wanted, doing.await());
  }

  /** What is to be filled in. */
  private record Wanted(
      MetricName name,
      ByteBuffer content,
      Optional<String> expected,
      Optional<String> known,
      long start) {}

  /** Something written that has yet to be synced, and perhaps to get its name. */
  private record Begun(
      Optional<Draft> draft,
      GroupSync.Stored stored,
      MetricFiles.Change change,
      long points,
      long unheld,
      String received,
      String digest) {}

  /** A file that gets its name when it is on the disk. Nobody else can create it until then. */
  private final class Draft implements GroupSync.Naming {
    private final NewFile file;
    private final MetricName name;
    private boolean isOver;

    Draft(NewFile file, MetricName name) {
      this.file = file;
      this.name = name;
    }

    @Override
    public synchronized void run() throws IOException {
      if (isOver) {
        throw new IOException("whoever wanted metric '" + name + "' has gone");
      }
      isOver = true;
      try (file) {
        file.publish();
        listener.created(name);
      }
    }

    /** Removes it if it could not be stored, and so has not got its name. */
    synchronized void abandon() throws IOException {
      if (!isOver) {
        isOver = true;
        file.close();
      }
    }
  }

  private MetricFiles.Result finish(Wanted wanted, Begun first)
      throws IOException, InterruptedException {
    Begun begun = first;
    for (int attempt = 1; ; attempt++) {
      try {
        try {
          begun.stored().await();
        } finally {
          if (begun.draft().isPresent()) {
            begun.draft().get().abandon();
          }
        }
        return new MetricFiles.Result(
            begun.change(),
            begun.points(),
            begun.unheld(),
            begun.received(),
            begun.digest(),
            System.nanoTime() - wanted.start());
      } catch (FileAlreadyExistsException | NoSuchFileException meanwhile) {
        if (attempt == MOST_ATTEMPTS) {
          throw meanwhile;
        }
      }
      begun = disk.run(desk -> begun(desk, wanted));
    }
  }

  private Begun begun(Desk desk, Wanted wanted) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        return fillOrDraft(desk, wanted);
      } catch (NoSuchFileException meanwhile) {
        if (attempt == MOST_ATTEMPTS) {
          throw meanwhile;
        }
      }
    }
  }

  private Begun fillOrDraft(Desk desk, Wanted wanted) throws IOException {
    MetricName name = wanted.name();
    Path path = places.of(name);
    String received =
        wanted.known().isPresent()
            ? wanted.known().get()
            : Contents.check(name, wanted.content(), wanted.expected());
    Contents.checkSound(name, wanted.content());
    // Should it appear meanwhile, it cannot be given its name, and all begins anew.
    Optional<Filled> filled =
        Files.exists(path) ? fillExisting(desk, path, wanted.content(), false) : Optional.empty();
    if (filled.isPresent()) {
      String digest = digestOf(desk, path);
      return new Begun(
          Optional.empty(),
          sync.next(),
          filled.get().change(),
          filled.get().points(),
          filled.get().unheld(),
          received,
          digest);
    }
    Resemblance.createLikeParent(path.getParent());
    Draft draft = new Draft(drafts.begin(desk, path, wanted.content()), name);
    try {
      return new Begun(
          Optional.of(draft),
          sync.next(draft),
          MetricFiles.Change.CREATED,
          0,
          0,
          received,
          received);
    } catch (IOException stopping) {
      draft.abandon();
      throw stopping;
    }
  }

  /**
   * Fills a database into a file, if there is one. It is not synced.
   *
   * @param dry whether only to tell what that would do
   */
  static Optional<Filled> fillExisting(Desk desk, Path path, ByteBuffer bytes, boolean dry)
      throws IOException {
    try {
      Fill fill = desk.fill(bytes.remaining());
      Optional<FillResult> filled =
          dry
              ? fill.compare(bytes, path, path, OPTIONS)
              : fill.fillExisting(bytes, path, path, OPTIONS);
      return filled.map(result -> new Filled(result.points(), fill.unheld()));
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
