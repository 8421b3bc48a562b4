package org.buckytools.tree;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Duration;
import org.buckytools.posix.FileStamp;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.posix.TooLargeException;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.UnsoundException;

/**
 * A whisper file as it was at one moment: read as a whole under its shared lock, so no writer that
 * honours the lock is half through an update. Confined to one thread; reused from file to file.
 */
public final class Snapshot {
  // Compressed it may be a little larger, and still has to fit into an array.
  private static final int LARGEST = Integer.MAX_VALUE - (1 << 24);

  private ByteBuffer direct = ByteBuffer.allocateDirect(Header.MAX_SIZE);
  private int size;
  private FileStamp stamp;

  /** Memory for one file at a time. */
  public Snapshot() {}

  /**
   * Reads a file.
   *
   * @param patience how long to wait for the lock
   * @throws UnsoundException if it is not a sound whisper file
   * @throws TooLargeException if it is too large for Java's memory
   * @throws org.buckytools.posix.LockTimeoutException if somebody else keeps it locked
   */
  public void take(Path path, Duration patience) throws IOException {
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, patience)) {
      // Before it is read: a write that no lock keeps away makes the next stamp another.
      stamp = FileStamp.of(file);
      long length = file.size();
      if (length > LARGEST) {
        throw new FileSystemException(
            path.toString(), null, "it has " + length + " bytes; the most is 2 GiB, resize it");
      }
      size = (int) length;
      if (direct.capacity() < size) {
        direct = allocated(size, path);
      }
      if (file.read(direct.clear().limit(size), 0) < size) {
        throw new UnsoundException(path, "it was cut off while it was read");
      }
    }
    direct.clear();
    Header.read(direct, size, path);
    direct.limit(size);
  }

  private static ByteBuffer allocated(int size, Path path) throws TooLargeException {
    try {
      return ByteBuffer.allocateDirect(size);
    } catch (OutOfMemoryError tooLarge) {
      throw new TooLargeException(path, "its " + size + " bytes need", tooLarge);
    }
  }

  /** The file's content, in a direct buffer whose position is to stay; good until the next. */
  public ByteBuffer content() {
    return direct;
  }

  /** How many bytes the file has. */
  public int size() {
    return size;
  }

  /** What the file's inode told just before it was read. */
  public FileStamp stamp() {
    return stamp;
  }

  /**
   * Checks whether bytes are a sound whisper file.
   *
   * @param content all of it, remaining in the buffer
   * @param name of what they are, for the error
   */
  public static void check(ByteBuffer content, Path name) throws UnsoundException {
    Header.read(start(content), content.remaining(), name);
  }

  private static ByteBuffer start(ByteBuffer content) {
    int length = Math.min(content.remaining(), Header.MAX_SIZE);
    byte[] start = new byte[Header.MAX_SIZE];
    content.get(content.position(), start, 0, length);
    return ByteBuffer.wrap(start);
  }
}
