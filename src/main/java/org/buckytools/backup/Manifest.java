package org.buckytools.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.codec.DamagedException;
import org.buckytools.metric.Utf8Order;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;

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
  private final String storagePath;
  private final Codec codec = Algorithm.GZ.codec();

  // Reading: pieces as they are stored, by number, as long as they may be needed.
  private final Map<Integer, byte[]> pieces = new HashMap<>();
  private int nextToRead;
  private String[] lines = {};
  private int line;

  // Writing.
  private final InTurn<String> told = new InTurn<>(this::add);
  private final StringBuilder text = new StringBuilder();
  private int count;
  private int piece;

  Manifest(Store store, String storagePath) {
    this.store = store;
    this.storagePath = storagePath;
  }

  /** The digest of a metric's newest version, or null if it is not known; metrics come in order. */
  synchronized String digest(Version newest) throws IOException {
    String wanted = newest.metric() + "\t" + what(newest) + "\t";
    while (true) {
      if (line == lines.length && !read()) {
        return null;
      }
      String candidate = lines[line];
      if (candidate.startsWith(wanted)) {
        return Digest.parse(
            candidate.substring(wanted.length()).getBytes(StandardCharsets.ISO_8859_1));
      }
      int tab = Math.max(0, candidate.indexOf('\t'));
      String name = candidate.substring(0, tab) + "/";
      if (Utf8Order.INSTANCE.compare(name, newest.metric() + "/") > 0) {
        return null;
      }
      line++;
    }
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
      lines = StandardCharsets.UTF_8.decode(plain).toString().split("\n");
    } catch (DamagedException useless) {
      lines = new String[0];
      return read();
    }
    return true;
  }

  private byte[] piece(int number) throws IOException {
    byte[] stored = pieces.get(number);
    if (stored == null) {
      try {
        stored = store.get(key(number), MOST_BYTES);
      } catch (NoSuchObjectException | ObjectTooLargeException none) {
        stored = NONE;
      }
      pieces.put(number, stored);
    }
    return stored;
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
    told.tell(turn, known ? newest.metric() + "\t" + what(newest) + "\t" + digest + "\n" : "");
  }

  private void add(String line) throws IOException {
    if (!line.isEmpty()) {
      text.append(line);
      count++;
      if (count == LINES) {
        write();
      }
    }
  }

  private void write() throws IOException {
    byte[] plain = text.toString().getBytes(StandardCharsets.UTF_8);
    ByteBuffer compressed = codec.compress(plain, plain.length);
    // Read before it is replaced: its lines may still be wanted.
    byte[] old = piece(piece);
    if (!compressed.equals(ByteBuffer.wrap(old))) {
      store.put(key(piece), compressed);
    }
    if (piece < nextToRead) {
      pieces.remove(piece);
    }
    piece++;
    count = 0;
    text.setLength(0);
  }

  /** Ends a run in which all metrics have been told. */
  synchronized void finish() throws IOException {
    if (count > 0) {
      write();
    }
    for (int old = piece; piece(old).length > 0; old++) {
      store.delete(key(old));
    }
  }

  @Override
  public void close() {
    codec.close();
  }
}
