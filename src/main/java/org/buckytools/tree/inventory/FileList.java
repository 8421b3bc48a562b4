package org.buckytools.tree.inventory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.buckytools.metric.NameCursor;

/**
 * Reads the list of all files that go-carbon's carbonserver keeps ({@code file-list-cache}), in
 * either version. Both are gzip of:
 *
 * <ul>
 *   <li>version 1: paths, each ended by a newline, of databases and of directories;
 *   <li>version 2: the six bytes {@code 7f "flc02"}, then for each database the length of its path
 *       (8 bytes, the highest first, as in all numbers), the path, its size, the space that it
 *       takes on disk, its number of points and when it was first seen (8 bytes each), and a
 *       newline.
 * </ul>
 *
 * <p>Paths begin at the root of the tree, usually with a slash. They come in no order that could be
 * relied on. The file is not trusted: nothing is allocated by a length that it names, and neither
 * entries nor bytes are without end. For one thread.
 *
 * @see <a
 *     href="https://github.com/go-graphite/go-carbon/blob/master/carbonserver/flc.go">flc.go</a>
 */
final class FileList implements AutoCloseable {
  /** What a list may have at most: ten times what the largest hosts have. */
  record Limits(long entries, long bytes) {
    static final Limits USUAL = new Limits(50_000_000, 16L << 30);
  }

  private static final byte[] MAGIC = {0x7f, 'f', 'l', 'c', '0', '2'};
  private static final int MAGIC_OF_ALL = 4;
  private static final int LONGEST_PATH = 8192;
  private static final int BUFFER = 1 << 16;

  private final Limits limits;
  private final InputStream file;
  private final InputStream content;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long total;
  private final byte[] path = new byte[LONGEST_PATH];
  private int length;
  private final boolean isSecond;
  private long entries;
  private long size = NameCursor.UNKNOWN;
  private long points = NameCursor.UNKNOWN;

  /**
   * Begins to read.
   *
   * @param file closed with this
   * @throws IOException if it cannot be read, or is no list of any known version
   */
  FileList(InputStream file, Limits limits) throws IOException {
    this.limits = limits;
    this.file = file;
    content = new GZIPInputStream(file, BUFFER);
    while (filled < MAGIC.length && fill()) {
      // More may come with the next read.
    }
    if (filled == 0) {
      throw new EOFException("it holds nothing, not even an empty list");
    }
    isSecond = startsWith(MAGIC.length);
    if (isSecond) {
      at = MAGIC.length;
    } else if (startsWith(MAGIC_OF_ALL)) {
      throw new IOException(
          "it is of version '%s', and only 1 and 02 are known"
              .formatted(new String(buffer, MAGIC_OF_ALL, 2, StandardCharsets.ISO_8859_1)));
    }
  }

  private boolean startsWith(int count) {
    return filled >= MAGIC.length && Arrays.equals(buffer, 0, count, MAGIC, 0, count);
  }

  /**
   * Goes on to the next entry.
   *
   * @return false at the end
   * @throws IOException if the list cannot be read, is damaged or cut off
   */
  boolean next() throws IOException {
    if (at == filled && !refill()) {
      return false;
    }
    entries++;
    if (entries > limits.entries()) {
      throw new IOException("it has more than " + limits.entries() + " entries");
    }
    if (isSecond) {
      second();
    } else {
      first();
    }
    return true;
  }

  private void first() throws IOException {
    length = 0;
    int unit = unit();
    while (unit != '\n') {
      if (unit == 0) {
        throw damaged("its path holds a NUL: this is no list of files");
      }
      if (length == LONGEST_PATH) {
        throw damaged("its path has more than " + LONGEST_PATH + " bytes");
      }
      path[length] = (byte) unit;
      length++;
      // The sum of gzip says whether it is whole.
      unit = at == filled && !refill() ? '\n' : unit();
    }
  }

  private void second() throws IOException {
    long announced = number();
    if (announced < 0 || announced > LONGEST_PATH) {
      throw damaged(
          "its path would have "
              + Long.toUnsignedString(announced)
              + " bytes, more than "
              + LONGEST_PATH);
    }
    length = (int) announced;
    int taken = 0;
    while (taken < length) {
      require();
      int part = Math.min(filled - at, length - taken);
      System.arraycopy(buffer, at, path, taken, part);
      at += part;
      taken += part;
    }
    size = number();
    number();
    points = number();
    number();
    if (unit() != '\n') {
      throw damaged("there is no newline behind it");
    }
  }

  private long number() throws IOException {
    long number = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      number = number << Byte.SIZE | unit() & 0xff;
    }
    return number;
  }

  private byte unit() throws IOException {
    require();
    at++;
    return buffer[at - 1];
  }

  private void require() throws IOException {
    if (at == filled && !refill()) {
      throw damaged("it is cut off");
    }
  }

  private boolean refill() throws IOException {
    at = 0;
    filled = 0;
    return fill();
  }

  private boolean fill() throws IOException {
    int read = content.read(buffer, filled, BUFFER - filled);
    if (read > 0) {
      filled += read;
      total += read;
    }
    if (total > limits.bytes()) {
      throw new IOException("it unpacks to more than " + limits.bytes() + " bytes");
    }
    return read > 0;
  }

  private IOException damaged(String what) {
    return new IOException("entry " + entries + ": " + what);
  }

  /** Holds the current path from index 0; it may be written to. */
  byte[] path() {
    return path;
  }

  /** How many bytes the current path has. */
  int length() {
    return length;
  }

  /** The current file's size, or {@link NameCursor#UNKNOWN}. */
  long size() {
    return Math.max(size, NameCursor.UNKNOWN);
  }

  /** How many points the current file has, or {@link NameCursor#UNKNOWN}. */
  long points() {
    return points > 0 ? points : NameCursor.UNKNOWN;
  }

  @Override
  public void close() throws IOException {
    try (file) {
      content.close();
    }
  }
}
