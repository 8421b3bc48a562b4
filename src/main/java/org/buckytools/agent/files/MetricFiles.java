package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.FileAttributes;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
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

  private final Places places;
  private final Disk disk;
  private final GroupSync sync;
  private final Listener listener;
  private final Duration patience;
  private final Filling filling;
  private final Replacing replacing;
  private final Buffers buffers = new Buffers();
  private final KnownDigests digests;

  /**
   * @param clock tells how long ago files have changed
   * @param patience how long to wait for a lock
   * @param sparse whether new files get holes where there are no points
   */
  public MetricFiles(
      Places places,
      Disk disk,
      GroupSync sync,
      Listener listener,
      InstantSource clock,
      Duration patience,
      boolean sparse) {
    this.places = places;
    this.disk = disk;
    this.sync = sync;
    this.listener = listener;
    this.patience = patience;
    this.digests = new KnownDigests(clock);
    Drafts drafts = new Drafts(patience, sparse);
    this.filling = new Filling(places, disk, sync, listener, drafts, patience);
    this.replacing = new Replacing(places, disk, listener, drafts, patience);
  }

  /** Where metrics are. */
  public Places places() {
    return places;
  }

  /** The threads that work on files. */
  public Disk disk() {
    return disk;
  }

  /** What was read of late. */
  public KnownDigests digests() {
    return digests;
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
            long now = digests.now();
            FileAttributes attributes = Stats.of(file);
            ByteBuffer content = desk.read(file);
            byte[] bytes = new byte[content.remaining()];
            content.get(0, bytes);
            String digest = digests.of(name, now, attributes.stamp(), content);
            return new FileContent(
                bytes, digest, Stats.stat(name, attributes, bytes.length, digest));
          }
        });
  }

  /**
   * Reads a metric of usual size as {@link #read} does, into memory that is lent.
   *
   * @param before how many bytes to leave free before it
   * @param largest how many bytes it may have
   * @throws LargeException if it has more
   * @throws NoSuchFileException if there is none
   */
  public Lent lend(MetricName name, int before, int largest)
      throws IOException, InterruptedException {
    return disk.run(
        desk -> {
          Path path = places.of(name);
          try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
            long now = digests.now();
            FileAttributes attributes = Stats.of(file);
            long size = attributes.stamp().size();
            if (size > largest) {
              throw new LargeException(size, largest);
            }
            Buffers.Loan loan = buffers.take(before + (int) size);
            try {
              ByteBuffer content = loan.buffer().position(before);
              file.read(content, 0);
              content.limit(content.position()).position(before);
              String digest = digests.of(name, now, attributes.stamp(), content);
              return new Lent(Stats.stat(name, attributes, content.remaining(), digest), loan);
            } catch (IOException | RuntimeException failure) {
              loan.close();
              throw failure;
            }
          }
        });
  }

  /** Memory for what comes from other hosts. */
  public Buffers buffers() {
    return buffers;
  }

  /** The attributes and the digest. */
  public MetricStat statWithDigest(MetricName name) throws IOException, InterruptedException {
    return disk.run(
        desk -> {
          Path path = places.of(name);
          try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
            long now = digests.now();
            FileAttributes attributes = Stats.of(file);
            ByteBuffer content = desk.read(file);
            String digest = digests.of(name, now, attributes.stamp(), content);
            return Stats.stat(name, attributes, content.remaining(), digest);
          }
        });
  }

  /**
   * What became of a database.
   *
   * @param outcome what it was
   * @param points how many were written
   * @param unheld how many points of what was given it has no place for
   * @param received of what was given
   * @param digest of what is on disk
   * @param nanos how long it took
   */
  public record Result(
      Change outcome, long points, long unheld, String received, String digest, long nanos) {}

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
   * Fills a database into a metric, or creates it. Its newest point may be up to an hour later than
   * this host's clock: clocks differ, and no point is to be lost for that.
   *
   * @param content a whole database
   * @param expected its digest, if the sender told it
   * @throws org.buckytools.whisper.UnsoundException if it or the metric is no sound database;
   *     nothing was written
   * @throws org.buckytools.fill.AheadException if its newest point lies further in the future;
   *     nothing was written
   */
  public Result fill(MetricName name, ByteBuffer content, Optional<String> expected)
      throws IOException, InterruptedException {
    return filling.fill(name, content, expected);
  }

  /**
   * Fills a database whose digest is known already into a metric, or creates it.
   *
   * @param digest of the content
   */
  public Result fillChecked(MetricName name, ByteBuffer content, String digest)
      throws IOException, InterruptedException {
    return filling.fillChecked(name, content, digest);
  }

  /** A filling that goes on while others begin. */
  @FunctionalInterface
  public interface Later {
    /** Waits until it is on the disk. To be called once, whatever it was needed for. */
    Result await() throws IOException, InterruptedException;
  }

  /**
   * Begins to do what {@link #fillChecked} does.
   *
   * @param content stays as it is until that has been waited for
   */
  public Later fillLater(MetricName name, ByteBuffer content, String digest) {
    return filling.begin(name, content, digest);
  }

  /**
   * Begins to find out what filling would do; writes nothing.
   *
   * @param digest of the content, which stays as it is until the result has been waited for
   */
  public Later compareLater(MetricName name, ByteBuffer content, String digest) {
    return filling.compare(name, content, digest);
  }

  /**
   * Fills a database into a file by its path, if there is such a file.
   *
   * @param desk of the work that this is a part of
   * @return false if there is none
   * @throws IOException also if it has no place for some of the points; it has all others then
   */
  public boolean fillPath(Desk desk, Path path, ByteBuffer content) throws IOException {
    Optional<Filling.Filled> filled = Filling.fillExisting(desk, path, content, false);
    if (filled.isEmpty()) {
      return false;
    }
    if (filled.get().unheld() > 0) {
      throw new FileSystemException(
          path.toString(),
          null,
          "it has no place for " + filled.get().unheld() + " of the points; bucky resize it");
    }
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      file.sync();
    }
    return true;
  }

  /**
   * Puts a database in a metric's place. A writer that had the old file open writes to that, which
   * is no more: who replaces does not want what was there.
   *
   * @param condition what the metric has to be
   * @throws ChangedException if it is not; nothing was written
   */
  public Result replace(
      MetricName name, ByteBuffer content, Optional<String> expected, Condition condition)
      throws IOException, InterruptedException {
    return replacing.replace(name, content, expected, condition);
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
