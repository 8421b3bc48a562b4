package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.codec.DamagedException;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;

/**
 * The digests of the newest versions in a few objects, so that a run need not read a marker for
 * each metric.
 *
 * <pre>
 * STORAGE-PATH .bucky-manifest/00000000.gz, 00000001.gz, …
 *     METRIC.NAME  tab  DATE.wsp.gz  tab  SHA-1  newline, in the order of the names
 * </pre>
 *
 * A line is believed only if the listing shows that very version as the newest of its metric, and a
 * version's content never changes. So a manifest that is old, half written or missing makes a run
 * slower and never wrong. Read and written in pieces, in the order in which the metrics come, while
 * a run goes on. Thread-safe.
 */
final class Manifest implements AutoCloseable {
  private static final String DIRECTORY = ".bucky-manifest/";
  private static final int LINES = 1 << 14;
  private static final int MOST_BYTES = 1 << 26;
  private static final byte[] NONE = {};

  private final Store store;
  private final Consumer<String> notes;
  private final String storagePath;
  private final Codec codec = Algorithm.GZ.codec();

  // Reading: pieces as they are stored, by number, as long as they may be needed.
  private final Map<Integer, byte[]> pieces = new HashMap<>();
  private int nextToRead;
  // The lines of one piece, and where the next begins. Reused, as a piece is of some megabytes.
  private byte[] lines = {};
  private int end;
  private int line;

  // Writing.
  private final InTurn<byte[]> told = new InTurn<>(this::add);
  private byte[] text = new byte[1 << 12];
  private int length;
  private int count;
  private int piece;

  // What the store has failed to do is not tried again in this run.
  private boolean unreadable;
  private boolean unwritable;

  /**
   * @param notes hears what is wrong with it, which fails nothing
   */
  Manifest(Store store, String storagePath, Consumer<String> notes) {
    this.notes = notes;
    this.store = store;
    this.storagePath = storagePath;
  }

  /** The digest of a metric's newest version, or null if it is not known; metrics come in order. */
  synchronized String digest(Version newest) throws IOException {
    byte[] wanted = bytes(newest.metric() + "\t" + what(newest) + "\t");
    byte[] name = bytes(newest.metric() + "/");
    while (line < end || read()) {
      int stop = find('\n', line, end);
      if (stop - line > wanted.length
          && Arrays.equals(lines, line, line + wanted.length, wanted, 0, wanted.length)) {
        return Digest.parse(Arrays.copyOfRange(lines, line + wanted.length, stop));
      }
      if (compare(line, find('\t', line, stop), name) > 0) {
        return null;
      }
      line = stop + 1;
    }
    return null;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** Where a character comes next, or the end. */
  private int find(char wanted, int from, int to) {
    int at = from;
    while (at < to && lines[at] != wanted) {
      at++;
    }
    return at;
  }

  /** Compares a name in a line, with a slash after it, with one that has it. */
  private int compare(int from, int to, byte[] name) {
    int common = Math.min(to - from, name.length);
    int order = Arrays.compareUnsigned(lines, from, from + common, name, 0, common);
    return order != 0 || common == name.length ? order : '/' - (name[common] & 0xff);
  }

  private static String what(Version version) {
    return version.date() + version.algorithm().suffix();
  }

  private boolean read() throws IOException {
    byte[] stored = piece(nextToRead);
    if (stored.length == 0) {
      return false;
    }
    nextToRead++;
    line = 0;
    try {
      ByteBuffer plain = codec.decompress(stored, MOST_BYTES);
      end = plain.remaining();
      lines = lines.length < end ? new byte[end] : lines;
      plain.get(lines, 0, end);
    } catch (DamagedException useless) {
      end = 0;
    }
    return end > 0 || read();
  }

  private byte[] piece(int number) throws IOException {
    byte[] stored = pieces.get(number);
    if (stored == null) {
      stored = unreadable ? NONE : get(number);
      pieces.put(number, stored);
    }
    return stored;
  }

  private byte[] get(int number) throws IOException {
    try {
      return store.get(key(number), MOST_BYTES);
    } catch (NoSuchObjectException | ObjectTooLargeException none) {
      return NONE;
    } catch (StoreException failure) {
      unreadable = true;
      notes.accept("the manifest is not used: " + failure.getMessage());
      return NONE;
    }
  }

  private String key(int number) {
    String plain = Integer.toString(number);
    String padded = "0".repeat(Math.max(0, 8 - plain.length())) + plain;
    return storagePath + DIRECTORY + padded + ".gz";
  }

  /**
   * Tells the newest version of a metric.
   *
   * @param turn the number of the metric in the order of the run, from 0, without gaps
   * @param newest null if there is none or its digest is not known
   */
  synchronized void tell(long turn, Version newest, String digest) throws IOException {
    boolean known = newest != null && digest != null;
    told.tell(
        turn, known ? bytes(newest.metric() + "\t" + what(newest) + "\t" + digest + "\n") : NONE);
  }

  private void add(byte[] told) throws IOException {
    if (told.length == 0) {
      return;
    }
    if (text.length - length < told.length) {
      text = Arrays.copyOf(text, 2 * (length + told.length));
    }
    System.arraycopy(told, 0, text, length, told.length);
    length += told.length;
    count++;
    if (count == LINES) {
      write();
    }
  }

  private void write() throws IOException {
    ByteBuffer compressed = codec.compress(text, length);
    // Read before it is replaced: its lines may still be wanted.
    byte[] old = piece(piece);
    if (!compressed.equals(ByteBuffer.wrap(old)) && !unwritable) {
      put(compressed);
    }
    if (piece < nextToRead) {
      pieces.remove(piece);
    }
    piece++;
    count = 0;
    length = 0;
  }

  private void put(ByteBuffer compressed) throws IOException {
    // The markers first: none may be lost in a crash that spares the manifest, as that is believed
    // instead of them. That they are not safe fails the run.
    store.sync();
    try {
      store.put(key(piece), compressed);
    } catch (StoreException failure) {
      isNotWritten(failure);
    }
  }

  private void isNotWritten(StoreException failure) {
    unwritable = true;
    notes.accept("the manifest is not written, so the next run is slower: " + failure.getMessage());
  }

  /** Ends a run in which all metrics have been told. */
  synchronized void finish() throws IOException {
    if (count > 0) {
      write();
    }
    try {
      for (int old = piece; !unwritable && piece(old).length > 0; old++) {
        store.delete(key(old));
      }
    } catch (StoreException failure) {
      isNotWritten(failure);
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
