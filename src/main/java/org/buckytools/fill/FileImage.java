package org.buckytools.fill;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.IntBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Arrays;
import org.buckytools.posix.PosixFile;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Slots;
import org.buckytools.whisper.UnsoundException;
import org.buckytools.whisper.WhisperFormat;

/** A whole whisper file in memory. Not thread-safe; reused from file to file. */
final class FileImage {
  // What most file systems allocate at least.
  private static final int BLOCK = 4096;
  private static final int BELIEVED = 1 << 20;
  private static final int COMPARED_AT_ONCE = 1 << 18;

  private ByteBuffer bytes;
  private IntBuffer bytesAsWords;
  private int[] words = {};
  private int[] merged = {};
  private Header header;

  /**
   * Reads a file that the caller has locked.
   *
   * @throws UnsoundException if it is not a sound whisper file
   */
  void load(PosixFile file) throws IOException {
    long size = file.size();
    if (size > Integer.MAX_VALUE) {
      throw new FileSystemException(
          file.path().toString(),
          null,
          "it has " + size + " bytes; files beyond 2 GiB cannot be filled, resize it first");
    }
    if (size > BELIEVED) {
      // Throws before memory is taken for a file that only claims to be one of ours.
      Header.read(file);
    }
    makeRoom((int) size);
    int read = file.read(bytes.clear().limit((int) size), 0);
    bytes.clear();
    if (read < size) {
      throw new UnsoundException(file.path(), "it was cut off while it was read");
    }
    header = Header.read(bytes, size, file.path());
    bytesAsWords.get(0, words, 0, size() / Integer.BYTES);
  }

  /**
   * Takes a file that is in memory already.
   *
   * @param name of what it is, for errors
   * @throws UnsoundException if it is not a sound whisper file
   */
  void load(ByteBuffer content, Path name) throws UnsoundException {
    int size = content.remaining();
    makeRoom(size);
    bytes.clear().put(content.duplicate());
    bytes.clear();
    header = Header.read(bytes, size, name);
    bytesAsWords.get(0, words, 0, size() / Integer.BYTES);
  }

  /**
   * Bytes as native calls want them: themselves if they are, otherwise a copy instead of the file.
   */
  ByteBuffer direct(ByteBuffer content) {
    if (content.isDirect()) {
      return content.duplicate();
    }
    int size = content.remaining();
    makeRoom(size);
    bytes.clear().put(0, content, content.position(), size);
    return bytes.slice(0, size);
  }

  /** Whether the file that was read still has the same bytes. */
  boolean isStillIn(PosixFile file) throws IOException {
    if (file.size() != size()) {
      return false;
    }
    ByteBuffer again = ByteBuffer.allocateDirect(Math.min(size(), COMPARED_AT_ONCE));
    for (int from = 0; from < size(); from += again.limit()) {
      int length = Math.min(again.capacity(), size() - from);
      int read = file.read(again.clear().limit(length), from);
      if (read < length || !again.flip().equals(bytes.slice(from, length))) {
        return false;
      }
    }
    return true;
  }

  private void makeRoom(int size) {
    // A header is read from at least its largest size, and absolute reads need no limit.
    int needed = Math.max(size, Header.MAX_SIZE);
    if (bytes == null || bytes.capacity() < needed) {
      bytes = ByteBuffer.allocateDirect(needed);
      bytesAsWords = bytes.asIntBuffer();
      words = new int[needed / Integer.BYTES];
    }
  }

  /** Becomes a new file of the given header without a point. */
  void reset(Header newHeader) {
    header = newHeader;
    makeRoom(size());
    Arrays.fill(words, 0, size() / Integer.BYTES, 0);
    bytesAsWords.put(0, words, 0, size() / Integer.BYTES);
    header.encode(bytes);
  }

  Header header() {
    return header;
  }

  /** The file's size in bytes. */
  int size() {
    return (int) header.fileSize();
  }

  /** The slots of one archive as they were read. */
  Slots slots(int index) {
    return slots(words, index);
  }

  /** The slots of one archive as they are to become; {@link #beginMerge} comes first. */
  Slots mergedSlots(int index) {
    return slots(merged, index);
  }

  private Slots slots(int[] of, int index) {
    Archive archive = header.archives().get(index);
    return new Slots(of, (int) archive.offset() / Integer.BYTES, archive);
  }

  /** The latest time of any point, in seconds since 1970; 0 if there is none. */
  long newest() {
    long newest = 0;
    for (int i = 0; i < header.archives().size(); i++) {
      newest = Math.max(newest, slots(i).newest(WhisperFormat.MAX_UINT32));
    }
    return newest;
  }

  /** Makes what is to become of the file the same as the file. */
  void beginMerge() {
    int count = size() / Integer.BYTES;
    if (merged.length < count) {
      merged = new int[words.length];
    }
    System.arraycopy(words, 0, merged, 0, count);
  }

  /** Brings a stretch of what is to be written up to date with the merged slots. */
  void encode(int position, int length) {
    int word = position / Integer.BYTES;
    bytesAsWords.put(word, merged, word, length / Integer.BYTES);
  }

  /** Writes an encoded stretch to the file. */
  void write(PosixFile file, int position, int length) throws IOException {
    file.write(bytes, position, length, position);
  }

  /** Writes a timestamp to the file that is not that of the merged slot. */
  void writeTimestamp(PosixFile file, int position, long time) throws IOException {
    bytes.putInt(position, (int) time);
    write(file, position, Integer.BYTES);
    encode(position, Integer.BYTES);
  }

  /**
   * Writes the whole image to a new file.
   *
   * @param sparse leave holes where it has nothing but zeros
   */
  void writeAll(PosixFile file, boolean sparse) throws IOException {
    int size = size();
    int from = 0;
    while (from < size) {
      int until = sparse ? endOfStretch(from, size) : size;
      if (!sparse || !isZero(from, size)) {
        file.write(bytes, from, until - from, from);
      }
      from = until;
    }
    file.truncate(size);
  }

  /** Where blocks of zeros follow the others, or others those of zeros. */
  private int endOfStretch(int from, int size) {
    boolean zero = isZero(from, size);
    int until = from;
    while (until < size && isZero(until, size) == zero) {
      until = (int) Math.min(size, (long) until + BLOCK);
    }
    return until;
  }

  private boolean isZero(int block, int size) {
    int end = Math.min(size - block, BLOCK) + block;
    for (int at = block; at < end; at += Integer.BYTES) {
      if (bytes.getInt(at) != 0) {
        return false;
      }
    }
    return true;
  }
}
