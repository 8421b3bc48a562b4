package org.buckytools.tree.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.buckytools.metric.NameCursor;

/** Builds a {@link NameTable} of names that come in their order. For one thread. */
final class TableBuilder {
  private static final int CHUNK = 1 << 20;

  private final boolean withStats;
  private final List<byte[]> chunks = new ArrayList<>();
  private byte[] chunk = new byte[1 << 10];
  private int used;
  private long[] blocks = new long[1 << 4];
  private int blockCount;
  private long count;
  private byte[] last = new byte[1 << 8];
  private int lastLength;

  /**
   * Begins.
   *
   * @param withStats whether to keep size, time and points, where a cursor knows them
   */
  TableBuilder(boolean withStats) {
    this.withStats = withStats;
  }

  /** Takes all that a cursor has, and closes it. */
  static NameTable of(NameCursor names, boolean withStats) throws IOException {
    try (names) {
      TableBuilder builder = new TableBuilder(withStats);
      while (names.next()) {
        builder.add(names);
      }
      return builder.build();
    }
  }

  /**
   * Takes the name that a cursor is at.
   *
   * @throws IllegalArgumentException if it is not greater than the one before
   */
  void add(NameCursor cursor) {
    byte[] name = cursor.bytes();
    int length = cursor.length();
    int shared = Arrays.mismatch(last, 0, lastLength, name, 0, length);
    if (count > 0 && !follows(name, length, shared)) {
      throw new IllegalArgumentException("'" + cursor.text() + "' came out of order");
    }
    if (count % NameTable.BLOCK == 0) {
      shared = 0;
    }
    int most = length + 5 * Varints.LONGEST;
    if (chunk.length - used < most) {
      makeRoom(most);
    }
    if (count % NameTable.BLOCK == 0) {
      beginBlock();
    }
    used = Varints.put(chunk, used, shared);
    used = Varints.put(chunk, used, length - shared);
    System.arraycopy(name, shared, chunk, used, length - shared);
    used += length - shared;
    if (withStats) {
      used = Varints.put(chunk, used, Math.max(cursor.size(), NameCursor.UNKNOWN) + 1);
      used = Varints.put(chunk, used, Math.max(cursor.modified(), NameCursor.UNKNOWN) + 1);
      used = Varints.put(chunk, used, Math.max(cursor.points(), NameCursor.UNKNOWN) + 1);
    }
    remember(name, shared, length);
    count++;
  }

  private boolean follows(byte[] name, int length, int shared) {
    return shared >= 0
        && shared < length
        && (shared == lastLength || (last[shared] & 0xff) < (name[shared] & 0xff));
  }

  private void remember(byte[] name, int shared, int length) {
    if (length > last.length) {
      last = Arrays.copyOf(last, 2 * length);
    }
    System.arraycopy(name, shared, last, shared, length - shared);
    lastLength = length;
  }

  private void beginBlock() {
    if (blockCount == blocks.length) {
      blocks = Arrays.copyOf(blocks, 2 * blockCount);
    }
    blocks[blockCount] = (long) chunks.size() << Integer.SIZE | used;
    blockCount++;
  }

  /** A block may not lie in two chunks: where one does not fit, it moves to the next. */
  private void makeRoom(int most) {
    if (chunk.length < CHUNK) {
      chunk = Arrays.copyOf(chunk, Math.max(2 * chunk.length, used + most));
      return;
    }
    boolean between = count % NameTable.BLOCK == 0;
    int start = between ? used : (int) blocks[blockCount - 1];
    byte[] next = new byte[CHUNK];
    System.arraycopy(chunk, start, next, 0, used - start);
    chunks.add(Arrays.copyOf(chunk, start));
    chunk = next;
    used -= start;
    if (!between) {
      blocks[blockCount - 1] = (long) chunks.size() << Integer.SIZE;
    }
  }

  /** The table; nothing may be added afterwards. */
  NameTable build() {
    chunks.add(Arrays.copyOf(chunk, used));
    chunk = new byte[0];
    return new NameTable(
        chunks.toArray(byte[][]::new), Arrays.copyOf(blocks, blockCount), count, withStats);
  }
}
