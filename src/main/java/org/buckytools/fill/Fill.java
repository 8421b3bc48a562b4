package org.buckytools.fill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.buckytools.fill.FillResult.Outcome;
import org.buckytools.fill.FillResult.Source;
import org.buckytools.posix.DiskSpace;
import org.buckytools.posix.LockedPair;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.TooLargeException;
import org.buckytools.posix.Writers;
import org.buckytools.tree.Snapshot;
import org.buckytools.whisper.Aggregation;

/**
 * Fills one whisper file from another: what the destination lacks and the source knows is written,
 * what the destination holds stays.
 *
 * <p>Both files are locked from before they are read until after they are written. Not thread-safe,
 * because it uses its memory again for each file: give each thread its own.
 */
public final class Fill {
  /** Takes a file that is written, but not there yet. */
  public interface Receiver {
    /** Commits and closes it, now or later. */
    void accept(NewFile written) throws IOException;
  }

  // Each is one in which somebody else created the destination or removed it in between.
  private static final int MOST_ATTEMPTS = 100;

  private final InstantSource clock;
  private final Duration patience;
  private Workspace space = new Workspace();

  /**
   * @param clock says what time it is
   * @param patience how long to wait for locks, for each file
   */
  public Fill(InstantSource clock, Duration patience) {
    this.clock = clock;
    this.patience = patience;
  }

  /**
   * Fills one file; a missing destination becomes a copy of the source, which appears complete or
   * not at all.
   *
   * @throws org.buckytools.whisper.UnsoundException if either is not a sound whisper file; nothing
   *     is written
   * @throws org.buckytools.posix.LockTimeoutException if somebody else keeps either locked; nothing
   *     is written
   * @throws TooLargeException if they are too large for Java's memory; nothing is written
   * @throws FileSystemException if both are the same file, or if values of coarser archives are
   *     asked for where values are sums, and nothing is written; or if a file cannot be read or
   *     written
   */
  public FillResult fill(Path src, Path dst, FillOptions options) throws IOException {
    try {
      return fillOrCreate(src, dst, options);
    } catch (OutOfMemoryError tooLarge) {
      // Half of it may have been made; and the next file needs it.
      space = new Workspace();
      throw new TooLargeException(src, dst, "four times", tooLarge);
    }
  }

  private FillResult fillOrCreate(Path src, Path dst, FillOptions options) throws IOException {
    for (int attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
      try {
        return fillExisting(src, dst, options);
      } catch (NoSuchFileException missing) {
        if (!missing.getFile().equals(dst.toString())) {
          throw missing;
        }
      }
      try {
        return create(src, dst, options);
      } catch (FileAlreadyExistsException createdMeanwhile) {
        failIfDangling(dst);
      }
    }
    throw new FileSystemException(
        dst.toString(),
        null,
        "another process creates and removes it again and again; stop that one and fill again");
  }

  /**
   * Fills one file from a whisper file that is in memory; a missing destination becomes a copy of
   * it, which belongs to whom its directory belongs if this process may do that.
   *
   * @param content the whole source
   * @param name of the source, for errors
   * @throws IOException as for {@link #fill}
   */
  public FillResult fill(ByteBuffer content, Path name, Path dst, FillOptions options)
      throws IOException {
    return fill(
        content,
        name,
        dst,
        options,
        created -> {
          try (created) {
            created.commit();
          }
        });
  }

  /**
   * The same, but a missing destination is written under a hidden name and handed over.
   *
   * @param receiver has to commit and close what it gets
   */
  public FillResult fill(
      ByteBuffer content, Path name, Path dst, FillOptions options, Receiver receiver)
      throws IOException {
    while (true) {
      Optional<FillResult> filled = fillExisting(content, name, dst, options);
      if (filled.isPresent()) {
        return filled.get();
      }
      try {
        receiver.accept(written(content, dst));
        return new FillResult(Outcome.CREATED, 0, content.remaining(), Source.LEFT);
      } catch (FileAlreadyExistsException createdMeanwhile) {
        failIfDangling(dst);
      }
    }
  }

  /**
   * Fills one file from a whisper file that is in memory, if it exists.
   *
   * @param content the whole source
   * @param name of the source, for errors
   * @return nothing if there is no destination
   * @throws IOException as for {@link #fill}
   */
  public Optional<FillResult> fillExisting(
      ByteBuffer content, Path name, Path dst, FillOptions options) throws IOException {
    return fillExisting(content, name, dst, options, Access.WRITE);
  }

  /**
   * Tells what {@link #fillExisting} would do now, and writes nothing.
   *
   * @return nothing if there is no destination
   */
  public Optional<FillResult> compare(ByteBuffer content, Path name, Path dst, FillOptions options)
      throws IOException {
    return fillExisting(content, name, dst, options, Access.READ);
  }

  private Optional<FillResult> fillExisting(
      ByteBuffer content, Path name, Path dst, FillOptions options, Access access)
      throws IOException {
    boolean dry = access == Access.READ;
    try (PosixFile file =
        PosixFile.openLockedIfThere(dst, access, dry ? Lock.SHARED : Lock.EXCLUSIVE, patience)) {
      if (file == null) {
        // What is copied as it is need not be taken to pieces.
        Snapshot.check(content, name);
        return Optional.empty();
      }
      space.source.load(content, name);
      space.destination.load(file);
      merge(name, dst, options);
      int points = write(dry ? null : file);
      Outcome outcome = points > 0 ? Outcome.FILLED : Outcome.UNCHANGED;
      long bytesRead = (long) space.source.size() + space.destination.size();
      return Optional.of(new FillResult(outcome, points, bytesRead, Source.LEFT));
    }
  }

  /**
   * How many points the source of the last fill, or comparison, knows that the destination, which
   * was there, has no place for: its archives are others. Were the source removed they would be
   * lost.
   */
  public long unheld() {
    return Unheld.count(space);
  }

  private NewFile written(ByteBuffer content, Path dst) throws IOException {
    NewFile created = NewFile.begin(dst, patience);
    try {
      created.file().write(space.source.direct(content), 0);
      created.permitAsUsual();
      created.belongToDirectory();
      return created;
    } catch (IOException | RuntimeException failure) {
      try (created) {
        throw failure;
      }
    }
  }

  private static void failIfDangling(Path dst) throws FileSystemException {
    if (!Files.exists(dst)) {
      throw new FileSystemException(
          dst.toString(), null, "it is a symbolic link that leads nowhere; remove or mend it");
    }
  }

  private FillResult fillExisting(Path src, Path dst, FillOptions options) throws IOException {
    try (LockedPair pair = LockedPair.openToWrite(src, dst, sourceLock(options), patience)) {
      space.source.load(pair.source());
      space.destination.load(pair.destination());
      long bytesRead = (long) space.source.size() + space.destination.size();
      merge(src, dst, options);
      int points = write(pair.destination());
      Source fate = Source.LEFT;
      if (options.deleteSource()) {
        pair.destination().sync();
        // Nor do those that replace files ask: whisper-resize puts a new file in the old one's
        // place.
        fate = pair.destination().isCurrent() ? deleteUnlessNeeded(pair) : Source.CHANGED;
      }
      Outcome outcome = points > 0 ? Outcome.FILLED : Outcome.UNCHANGED;
      return new FillResult(outcome, points, bytesRead, fate);
    }
  }

  private FillResult create(Path src, Path dst, FillOptions options) throws IOException {
    try (PosixFile source = PosixFile.openLocked(src, Access.READ, sourceLock(options), patience)) {
      space.source.load(source);
      FileImage content = space.source;
      if (options.isWindowed()) {
        space.destination.reset(space.source.header());
        merge(src, dst, options);
        write(null);
        content = space.destination;
      }
      try (NewFile created = NewFile.begin(dst, patience)) {
        boolean sparse = new DiskSpace(source).allocated() < source.size();
        content.writeAll(created.file(), sparse);
        created.resemble(src);
        created.commit();
      }
      Source fate = options.deleteSource() ? delete(source) : Source.LEFT;
      return new FillResult(Outcome.CREATED, 0, space.source.size(), fate);
    }
  }

  private static Lock sourceLock(FillOptions options) {
    return options.deleteSource() ? Lock.EXCLUSIVE : Lock.SHARED;
  }

  private void merge(Path src, Path dst, FillOptions options) throws FileSystemException {
    if (options.fromCoarser() && (sums(space.source) || sums(space.destination))) {
      throw new FileSystemException(
          src.toString(),
          dst.toString(),
          "the values are sums, and a sum over a longer time is no value for a shorter one;"
              + " fill without values of coarser archives");
    }
    // The time is taken under the locks: what a writer stored while they were awaited is not the
    // future.
    Merge.run(space, options, now(src, options));
  }

  // Where the source comes from it may be later.
  private long now(Path src, FillOptions options) throws AheadException {
    long now = clock.instant().getEpochSecond();
    if (options.ahead() == 0) {
      return now;
    }
    long newest = space.source.newest();
    if (newest - now > options.ahead()) {
      throw new AheadException(src, newest - now, options.ahead());
    }
    return Math.max(now, newest);
  }

  private static boolean sums(FileImage image) {
    return image.header().aggregation() == Aggregation.SUM;
  }

  /**
   * Writes coarsest first. If it is killed between two archives, the next run finds the finer
   * points still missing, fills them, and so looks at every coarse value above them again.
   */
  private int write(PosixFile file) throws IOException {
    int points = 0;
    for (int i = space.destination.header().archives().size() - 1; i >= 0; i--) {
      points +=
          new Patch(space.destination, space.oldLanes.get(i), space.mergedLanes.get(i)).apply(file);
    }
    return points;
  }

  private Source deleteUnlessNeeded(LockedPair pair) throws IOException {
    return unheld() > 0 ? Source.NEEDED : delete(pair.source());
  }

  private Source delete(PosixFile source) throws IOException {
    // Carbon takes no lock unless it is told to: what it has stored meanwhile must not be lost, nor
    // what it is about to store.
    if (source.writers() == Writers.SOME) {
      return Source.OPEN_TO_WRITE;
    }
    if (!source.isCurrent() || !space.source.isStillIn(source)) {
      return Source.CHANGED;
    }
    Files.delete(source.path());
    return Source.DELETED;
  }
}
