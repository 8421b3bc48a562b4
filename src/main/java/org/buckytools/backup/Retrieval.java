package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.codec.DamagedException;
import org.buckytools.posix.TooLargeException;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.tree.Snapshot;

/** Reads versions back and checks all there is to check. Confined to one thread. */
final class Retrieval implements AutoCloseable {
  private static final int MARKER_LIMIT = 4096;
  // What does not compress becomes a little larger.
  private static final int OVERHEAD = 1 << 16;

  private final Store store;
  private final int limit;
  private final Digest digests = new Digest();
  private final Map<Algorithm, Codec> codecs = new EnumMap<>(Algorithm.class);

  /**
   * @param limit the most bytes a file may have
   */
  Retrieval(Store store, int limit) {
    this.store = store;
    this.limit = limit;
  }

  /**
   * Reads a version.
   *
   * @return the whisper file, good until the next call
   * @throws DamagedException if it is not what was backed up, or nothing that may be restored; the
   *     message says why, without the version
   * @throws TooLargeException if it is too large for Java's memory
   * @throws org.buckytools.store.StoreException if the store fails
   */
  ByteBuffer read(Version version) throws IOException {
    try {
      return checked(version);
    } catch (OutOfMemoryError tooLarge) {
      // The next version needs what these hold.
      close();
      codecs.clear();
      throw new TooLargeException(Path.of(version.dataKey()), "it needs", tooLarge);
    }
  }

  private ByteBuffer checked(Version version) throws IOException {
    try {
      String wanted = Digest.parse(store.get(version.markerKey(), MARKER_LIMIT));
      if (wanted == null) {
        throw new DamagedException("its marker " + version.markerKey() + " holds no SHA-1");
      }
      int most = (int) Math.min(Integer.MAX_VALUE - 8, limit + limit / 8L + OVERHEAD);
      byte[] stored = store.get(version.dataKey(), most);
      ByteBuffer content = codec(version.algorithm()).decompress(stored, limit);
      String digest = digests.of(content);
      if (!digest.equals(wanted)) {
        throw new DamagedException("its SHA-1 is " + digest + ", the marker says " + wanted);
      }
      Snapshot.check(content, Path.of(version.dataKey()));
      return content;
    } catch (NoSuchObjectException | ObjectTooLargeException damaged) {
      throw new DamagedException(damaged.getMessage());
    } catch (FileSystemException unsound) {
      throw new DamagedException("it is " + unsound.getReason());
    }
  }

  private Codec codec(Algorithm algorithm) {
    return codecs.computeIfAbsent(algorithm, Algorithm::codec);
  }

  @Override
  public void close() {
    codecs.values().forEach(Codec::close);
  }
}
