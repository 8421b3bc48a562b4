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
import org.buckytools.tree.Snapshot;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.wire.ContentDigest;
import org.buckytools.wire.MetricStat;

/**
 * The files of a tree's metrics. What a method tells of as done is on the disk when it returns.
 * Thread-safe.
 */
public final class MetricFiles {
  /** Hears which metrics come and go. Thread-safe. */
  public interface Listener {
    /** There is such a metric now. */
    void created(MetricName name);

    /** There is none of that name any more. */
    void removed(MetricName name);
  }

  // Each is one in which the directory was removed, or the file created, by somebody else.
  private static final int MOST_ATTEMPTS = 20;

  private final Places places;
  private final Disk disk;
  private final GroupSync sync;
  private final Listener listener;
  private final Duration patience;
  private final boolean sparse;

  /**
   * @param patience how long to wait for a lock
   * @param sparse whether new files get holes where there are no points
   */
  public MetricFiles(
      Places places,
      Disk disk,
      GroupSync sync,
      Listener listener,
      Duration patience,
      boolean sparse) {
    this.places = places;
    this.disk = disk;
    this.sync = sync;
    this.listener = listener;
    this.patience = patience;
    this.sparse = sparse;
  }

  /** Where metrics are. */
  public Places places() {
    return places;
  }

  /** The threads that work on files. */
  public Disk disk() {
    return disk;
  }

  /** What makes durable. */
  public GroupSync sync() {
    return sync;
  }

  /**
   * A metric's attributes, without its digest.
   *
   * @throws NoSuchFileException if there is none
   */
  public MetricStat stat(MetricName name) throws IOException, InterruptedException {
    return disk.run(desk -> Stats.read(name, places.of(name)));
  }

  /**
   * How many points a metric's file has room for.
   *
   * @throws org.buckytools.whisper.UnsoundException if it is no sound database
   */
  public long points(MetricName name) throws IOException, InterruptedException {
    return disk.run(
        desk -> {
          try (PosixFile file = PosixFile.open(places.of(name), Access.READ)) {
            return Header.read(file).archives().stream().mapToLong(Archive::points).sum();
          }
        });
  }

  /**
   * Reads a metric under its shared lock. It need not be sound: who gets it will see.
   *
   * @throws NoSuchFileException if there is none
   */
  public FileContent read(MetricName name) throws IOException, InterruptedException {
    return disk.run(
        desk -> {
          Path path = places.of(name);
          try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
            ByteBuffer content = desk.read(file);
            MetricStat stat = Stats.read(name, path);
            byte[] bytes = new byte[content.remaining()];
            content.get(0, bytes);
            String digest = ContentDigest.of(content);
            return new FileContent(
                bytes,
                digest,
                new MetricStat(
                    stat.name(), bytes.length, stat.mode(), stat.modTime(), 0, digest, null));
          }
        });
  }

  /** The attributes and the digest. */
  public MetricStat statWithDigest(MetricName name) throws IOException, InterruptedException {
    return disk.run(
        desk -> {
          Path path = places.of(name);
          try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
            ByteBuffer content = desk.read(file);
            MetricStat stat = Stats.read(name, path);
            return new MetricStat(
                stat.name(),
                content.remaining(),
                stat.mode(),
                stat.modTime(),
                0,
                ContentDigest.of(content),
                null);
          }
        });
  }

  /**
   * What became of a database.
   *
   * @param outcome what it was
   * @param points how many were written
   * @param received digest of what was given
   * @param digest digest of what is on disk
   * @param nanos how long it took
   */
  public record Result(Change outcome, long points, String received, String digest, long nanos) {}

  /** What can become of one. */
  public enum Change {
    /** There was none. */
    CREATED,
    /** Points were written. */
    FILLED,
    /** Nothing was missing. */
    UNCHANGED,
    /** It has another's place now. */
    REPLACED
  }

  /**
   * Fills a database into a metric, or creates it.
   *
   * @param content a whole database
   * @param expected its digest, if the sender told it
   * @throws org.buckytools.whisper.UnsoundException if it or the metric is no sound database;
   *     nothing was written
   */
  public Result fill(MetricName name, byte[] content, Optional<String> expected)
      throws IOException, InterruptedException {
    return fill(name, content, expected, Optional.empty());
  }

  /**
   * Fills a database whose digest is known already into a metric, or creates it.
   *
   * @param digest digest of the content
   */
  public Result fillChecked(MetricName name, byte[] content, String digest)
      throws IOException, InterruptedException {
    return fill(name, content, Optional.empty(), Optional.of(digest));
  }

  /**
   * Tells what filling would do, and writes nothing.
   *
   * @param digest digest of the content
   */
  public Result compare(MetricName name, byte[] content, String digest)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    return disk.run(
        desk -> {
          Path path = places.of(name);
          checkSound(name, content);
          Optional<FillResult> would = fillExisting(desk, path, content, true);
          Change change = would.map(MetricFiles::change).orElse(Change.CREATED);
          return new Result(
              change,
              would.map(FillResult::points).orElse(0L),
              digest,
              would.isEmpty() ? null : digestOf(desk, path),
              System.nanoTime() - start);
        });
  }

  private static Change change(FillResult filled) {
    return filled.outcome() == Outcome.FILLED ? Change.FILLED : Change.UNCHANGED;
  }

  private Result fill(
      MetricName name, byte[] content, Optional<String> expected, Optional<String> known)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    for (int attempt = 1; ; attempt++) {
      try {
        Draft draft = disk.run(desk -> fillOrDraft(desk, name, content, expected, known));
        try (NewFile file = draft.file()) {
          sync.await();
          if (file != null) {
            publish(file, name);
          }
        }
        if (draft.file() != null) {
          sync.await();
        }
        return new Result(
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
  private record Draft(NewFile file, Change change, long points, String received, String digest) {}

  private Draft fillOrDraft(
      Desk desk, MetricName name, byte[] content, Optional<String> expected, Optional<String> known)
      throws IOException {
    Path path = places.of(name);
    String received = known.isPresent() ? known.get() : check(desk, name, content, expected);
    checkSound(name, content);
    Optional<FillResult> filled = fillExisting(desk, path, content, false);
    if (filled.isPresent()) {
      return new Draft(
          null, change(filled.get()), filled.get().points(), received, digestOf(desk, path));
    }
    Resemblance.createLikeParent(path.getParent());
    NewFile file = draft(desk, path, content);
    return new Draft(file, Change.CREATED, 0, received, received);
  }

  private static Optional<FillResult> fillExisting(
      Desk desk, Path path, byte[] content, boolean dry) throws IOException {
    try {
      Fill fill = desk.fill(content.length);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      return dry
          ? fill.compare(bytes, path, path, FillOptions.DEFAULT)
          : fill.fillExisting(bytes, path, path, FillOptions.DEFAULT);
    } catch (UnsoundException onDisk) {
      // What came has been checked, so it is not the sender's fault.
      throw new FileSystemException(
          path.toString(), null, "the file on disk is " + onDisk.getReason());
    }
  }

  private static String check(Desk desk, MetricName name, byte[] content, Optional<String> expected)
      throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    String received = ContentDigest.of(bytes);
    if (expected.isPresent() && !expected.get().equalsIgnoreCase(received)) {
      throw new DigestException(
          "metric '"
              + name
              + "': what came has the digest "
              + received
              + ", not "
              + expected.get()
              + "; nothing was written");
    }
    return received;
  }

  private static void checkSound(MetricName name, byte[] content) throws UnsoundException {
    Snapshot.check(ByteBuffer.wrap(content), Path.of(name.toString()));
  }

  private String digestOf(Desk desk, Path path) throws IOException {
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
      return ContentDigest.of(desk.read(file));
    }
  }

  private NewFile draft(Desk desk, Path path, byte[] content) throws IOException {
    NewFile file = NewFile.begin(path, patience);
    try {
      SparseWriting.write(file.file(), desk.direct(content), sparse);
      file.permitAsUsual();
      file.belongToDirectory();
      return file;
    } catch (IOException | RuntimeException failure) {
      closeAfter(file, failure);
      throw failure;
    }
  }

  private static void closeAfter(NewFile file, Exception failure) {
    try {
      file.close();
    } catch (IOException another) {
      failure.addSuppressed(another);
    }
  }

  private void publish(NewFile file, MetricName name) throws IOException, InterruptedException {
    disk.run(
        desk -> {
          file.publish();
          listener.created(name);
          return null;
        });
  }

  /**
   * Puts a database in a metric's place. A writer that had the old file open writes to that, which
   * is no more: who replaces does not want what was there.
   *
   * @param condition what the metric has to be
   * @throws ChangedException if it is not; nothing was written
   */
  public Result replace(
      MetricName name, byte[] content, Optional<String> expected, Condition condition)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    Result result =
        disk.run(
            desk -> {
              Path path = places.of(name);
              String received = check(desk, name, content, expected);
              checkSound(name, content);
              Change change = replaceOrCreate(desk, name, path, content, condition);
              return new Result(change, 0, received, received, System.nanoTime() - start);
            });
    listener.created(name);
    return result;
  }

  private Change replaceOrCreate(
      Desk desk, MetricName name, Path path, byte[] content, Condition condition)
      throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        if (!condition.needsFile()) {
          Resemblance.createLikeParent(path.getParent());
        }
        return replace(desk, name, path, content, condition);
      } catch (NoSuchFileException removedMeanwhile) {
        if (attempt == MOST_ATTEMPTS) {
          throw removedMeanwhile;
        }
      }
    }
  }

  private Change replace(Desk desk, MetricName name, Path path, byte[] content, Condition condition)
      throws IOException {
    try (PosixFile old = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
      if (condition.isOfContent()) {
        condition.check(ContentDigest.of(desk.read(old)), name.toString());
      }
      try (NewFile file = draft(desk, path, content)) {
        file.resemblePermissions(path);
        file.commitReplacing();
      }
      return Change.REPLACED;
    } catch (NoSuchFileException missing) {
      if (condition.needsFile()) {
        throw new ChangedException("metric '" + name + "' is not there any more");
      }
    }
    try (NewFile file = draft(desk, path, content)) {
      file.commitReplacing();
    }
    return Change.CREATED;
  }

  /**
   * Removes a metric, and directories that this leaves empty.
   *
   * @param condition what the metric has to be
   * @throws NoSuchFileException if there is none
   * @throws ChangedException if it is not what it has to be; it stays
   */
  public void delete(MetricName name, Condition condition)
      throws IOException, InterruptedException {
    disk.run(
        desk -> {
          Path path = places.of(name);
          try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, patience)) {
            if (condition.isOfContent()) {
              condition.check(ContentDigest.of(desk.read(file)), name.toString());
            }
            Files.delete(path);
          }
          listener.removed(name);
          places.prune(path.getParent());
          return null;
        });
  }
}
