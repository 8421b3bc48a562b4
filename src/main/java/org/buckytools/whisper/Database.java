package org.buckytools.whisper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import org.buckytools.posix.DiskSpace;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;

/**
 * One whisper file, open and locked: fetch, update, and a look at the raw slots.
 *
 * <p>Holds the file's flock from opening to closing, shared for reading and exclusive for writing,
 * so whoever honours the lock never sees or makes half an update. Times are seconds since 1970;
 * {@code now} is always the caller's. Confined to the thread that opened it.
 */
public final class Database implements AutoCloseable {
  // What fits into an array of bytes; a file may claim, and as a sparse file even have, more.
  private static final int MOST_POINTS = Integer.MAX_VALUE / WhisperFormat.POINT_SIZE;

  private static final int SURVEYED_AT_ONCE = 1 << 14;

  private final PosixFile file;
  private final Header header;

  /** Takes over a file that is open and locked. */
  Database(PosixFile file) throws IOException {
    this.file = file;
    this.header = Header.read(file);
  }

  /**
   * Opens a file to read.
   *
   * @param patience how long to wait for the lock
   * @throws UnsoundException if it is not a sound whisper file
   */
  public static Database openToRead(Path path, Duration patience) throws IOException {
    return open(path, PosixFile.Access.READ, PosixFile.Lock.SHARED, patience);
  }

  /** Opens a file to read and update, with the same failures. */
  public static Database openToWrite(Path path, Duration patience) throws IOException {
    return open(path, PosixFile.Access.WRITE, PosixFile.Lock.EXCLUSIVE, patience);
  }

  /**
   * Opens a file to update the way carbon does: what is locked may by then have been renamed or
   * removed, and is written to all the same. For demonstrations of what such a writer meets.
   */
  public static Database openAsCarbonDoes(Path path, Duration patience) throws IOException {
    PosixFile file = PosixFile.open(path, PosixFile.Access.WRITE);
    try {
      file.lock(PosixFile.Lock.EXCLUSIVE, patience);
      return new Database(file);
    } catch (IOException | RuntimeException failure) {
      file.closeAfter(failure);
      throw failure;
    }
  }

  private static Database open(
      Path path, PosixFile.Access access, PosixFile.Lock lock, Duration patience)
      throws IOException {
    PosixFile file = PosixFile.openLocked(path, access, lock, patience);
    try {
      return new Database(file);
    } catch (IOException | RuntimeException failure) {
      file.closeAfter(failure);
      throw failure;
    }
  }

  /**
   * Creates a file without a point. It appears complete or not at all.
   *
   * @param sparse leave the points as a hole that takes no disk space until they are written
   * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
   */
  public static void create(Path path, Header header, boolean sparse, Duration patience)
      throws IOException {
    try (NewFile created = NewFile.begin(path, patience)) {
      writeEmpty(created.file(), header, sparse);
      created.permitAsUsual();
      created.commit();
    }
  }

  /**
   * Creates a file without a point in the place of another, which need not be sound and loses all
   * it holds. The new file has the old one's permissions and owner.
   *
   * @throws java.nio.file.NoSuchFileException if there is none
   * @throws FileSystemException if it is no regular file
   */
  public static void createOver(Path path, Header header, boolean sparse, Duration patience)
      throws IOException {
    Path real = path.toRealPath();
    if (!Files.isRegularFile(real)) {
      throw new FileSystemException(path.toString(), null, "it is not a regular file");
    }
    try (PosixFile old =
            PosixFile.openLocked(real, PosixFile.Access.WRITE, PosixFile.Lock.EXCLUSIVE, patience);
        NewFile created = NewFile.begin(real, patience)) {
      writeEmpty(created.file(), header, sparse);
      FileTime now = created.file().modified();
      created.resemble(old.path());
      created.file().modified(now);
      created.commitReplacing();
    }
  }

  private static void writeEmpty(PosixFile file, Header header, boolean sparse) throws IOException {
    ByteBuffer start = ByteBuffer.allocateDirect(header.size());
    header.encode(start);
    file.write(start, 0);
    if (sparse) {
      file.truncate(header.fileSize());
    } else {
      writeZeros(file, header.size(), header.fileSize());
    }
  }

  private static void writeZeros(PosixFile file, long from, long until) throws IOException {
    ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 16);
    for (long at = from; at < until; at += zeros.capacity()) {
      file.write(zeros, 0, (int) Math.min(zeros.capacity(), until - at), at);
    }
  }

  public Header header() {
    return header;
  }

  /** The open file, for the operations of this package that go beyond points. */
  PosixFile file() {
    return file;
  }

  /** How many bytes of the disk the file takes, less than its size if it has holes. */
  public long allocated() throws IOException {
    return new DiskSpace(file).allocated();
  }

  /** The path this was opened by. */
  public Path path() {
    return file.path();
  }

  /**
   * Reads one archive's slots into memory.
   *
   * @param index of the archive, finest first
   * @throws IOException if the archive is larger than 2 GiB or cannot be read
   */
  public Slots slots(int index) throws IOException {
    Archive archive = header.archives().get(index);
    if (archive.size() > Integer.MAX_VALUE) {
      throw new FileSystemException(
          path().toString(),
          null,
          "archive "
              + archive.layout()
              + " has "
              + archive.size()
              + " bytes; the most that can be read is 2 GiB");
    }
    ByteBuffer bytes = ByteBuffer.allocateDirect((int) archive.size());
    if (file.read(bytes, archive.offset()) < bytes.capacity()) {
      throw new UnsoundException(path(), "it was cut off while it was read");
    }
    int[] words = new int[bytes.capacity() / Integer.BYTES];
    bytes.flip().asIntBuffer().get(words);
    return new Slots(words, 0, archive);
  }

  /** Looks at every slot of an archive, with little memory however large it claims to be. */
  public Survey survey(int index, long now) throws IOException {
    Archive archive = header.archives().get(index);
    ByteBuffer bytes =
        ByteBuffer.allocateDirect(
            Math.min(archive.points(), SURVEYED_AT_ONCE) * WhisperFormat.POINT_SIZE);
    Surveyor surveyor = null;
    for (int slot = 0; slot < archive.points(); ) {
      int count = Math.min(archive.points() - slot, SURVEYED_AT_ONCE);
      bytes.clear().limit(count * WhisperFormat.POINT_SIZE);
      if (file.read(bytes, archive.position(slot)) < bytes.limit()) {
        throw new UnsoundException(path(), "it was cut off while it was read");
      }
      bytes.flip();
      if (surveyor == null) {
        surveyor = new Surveyor(archive, bytes.getInt(0) & WhisperFormat.MAX_UINT32, now);
      }
      for (; bytes.hasRemaining(); slot++) {
        surveyor.add(slot, bytes.getInt() & WhisperFormat.MAX_UINT32, bytes.getDouble());
      }
    }
    return surveyor.result();
  }

  /** Whether no archive has a value of whatever time. Reads no more than it takes to know. */
  public boolean isEmpty() throws IOException {
    ByteBuffer first = ByteBuffer.allocateDirect(WhisperFormat.POINT_SIZE);
    for (int i = 0; i < header.archives().size(); i++) {
      file.read(first.clear(), header.archives().get(i).offset());
      boolean started = first.getInt(0) != 0;
      if (started && !Double.isNaN(first.getDouble(WhisperFormat.VALUE_OFFSET))) {
        return false;
      }
      if (started && !survey(i, WhisperFormat.MAX_UINT32).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /**
   * The values of (from, until], from the finest archive that reaches back to {@code from}, as
   * Graphite's whisper returns them: the range is cut to what the file can hold now, and both ends
   * are aligned up to the step.
   *
   * @return null if the range lies in the future or before the longest retention
   * @throws IllegalArgumentException if {@code from} is after {@code until}
   */
  public Series fetch(long from, long until, long now) throws IOException {
    long[] range = cut(from, until, now, header.maxRetention());
    if (range == null) {
      return null;
    }
    long age = now - range[0];
    for (Archive archive : header.archives()) {
      if (archive.retention() >= age) {
        return fetch(archive, range[0], range[1]);
      }
    }
    throw new IllegalStateException("the longest retention covers everything after the cut");
  }

  /**
   * The same from the archive of a given step, cut to what that archive retains.
   *
   * @throws IllegalArgumentException if there is no such archive
   */
  public Series fetch(long from, long until, long now, int step) throws IOException {
    for (Archive archive : header.archives()) {
      if (archive.step() == step) {
        long[] range = cut(from, until, now, archive.retention());
        return range == null ? null : fetch(archive, range[0], range[1]);
      }
    }
    throw new IllegalArgumentException(
        path()
            + " has no archive of "
            + step
            + " seconds per point; it has "
            + header.retentions());
  }

  private static long[] cut(long from, long until, long now, long retention) {
    if (from > until) {
      throw new IllegalArgumentException(
          "the time range begins at " + from + ", after its end " + until);
    }
    long oldest = now - retention;
    if (from > now || until < oldest) {
      return null;
    }
    return new long[] {Math.max(from, oldest), Math.min(until, now)};
  }

  Series fetch(Archive archive, long from, long until) throws IOException {
    int step = archive.step();
    long first = archive.interval(from) + step;
    long end = archive.interval(until) + step;
    if (first == end) {
      // A range without length: Graphite always includes the next point.
      end += step;
    }
    long wanted = (end - first) / step;
    if (wanted > MOST_POINTS) {
      throw new FileSystemException(
          path().toString(),
          null,
          wanted
              + " points are asked for; the most that can be read at once are "
              + MOST_POINTS
              + ", ask for a shorter time");
    }
    int count = (int) wanted;
    double[] values = new double[count];
    new Ring(file, archive).read(first, values, count);
    return new Series(first, end, step, values);
  }

  /**
   * Stores one value and carries it into the coarser archives, as Graphite's whisper does.
   *
   * @throws IllegalArgumentException if the time is in the future or older than the longest
   *     retention
   */
  public void update(double value, long time, long now) throws IOException {
    new Updater(file, header).update(value, time, now);
  }

  /**
   * Stores many values, in any order, each in the finest archive that reaches back to its time, and
   * carries them into the coarser archives, as Graphite's whisper does. Of several values for one
   * interval the latest wins, of those for one time the first given. Values older than the longest
   * retention are dropped.
   */
  public void updateMany(List<Point> points, long now) throws IOException {
    new Updater(file, header).updateMany(points, now);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
