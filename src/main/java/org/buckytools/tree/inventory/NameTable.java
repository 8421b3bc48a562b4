package org.buckytools.tree.inventory;

import java.util.Arrays;
import org.buckytools.metric.NameCursor;

/**
 * A sorted table of names in blocks of {@link #BLOCK}: of each name but a block's first only what
 * differs from the name before it is held, behind the number of bytes that they share. What is
 * known of the files stands behind each name, in {@link Varints} that are greater by one, so that
 * zero says that it is not known.
 *
 * <p>Blocks lie in chunks, as one array could not hold more than 2 GiB. Immutable, thread-safe.
 */
final class NameTable {
  static final int BLOCK = 32;
  static final NameTable EMPTY = new TableBuilder(false).build();

  private final byte[][] chunks;

  /** Where each block begins: its chunk in the upper half, the place there in the lower. */
  private final long[] blocks;

  private final long count;
  private final boolean hasStats;

  NameTable(byte[][] chunks, long[] blocks, long count, boolean hasStats) {
    this.chunks = chunks;
    this.blocks = blocks;
    this.count = count;
    this.hasStats = hasStats;
  }

  long count() {
    return count;
  }

  /** The bytes of memory that it takes. */
  long memory() {
    long header = 16;
    long memory = header + (long) blocks.length * Long.BYTES;
    for (byte[] chunk : chunks) {
      memory += header + chunk.length + Long.BYTES;
    }
    return memory;
  }

  /** All names. */
  Cursor cursor() {
    return new Cursor();
  }

  /** The names that are not less than a key. */
  Cursor cursor(byte[] key, int length) {
    Cursor cursor = new Cursor();
    cursor.seek(key, length);
    return cursor;
  }

  boolean contains(byte[] key, int length) {
    Cursor cursor = cursor(key, length);
    return cursor.next() && Arrays.equals(cursor.bytes(), 0, cursor.length(), key, 0, length);
  }

  private byte[] chunk(int block) {
    return chunks[(int) (blocks[block] >>> Integer.SIZE)];
  }

  /** The last block whose first name is not greater than the key, or the first block. */
  private int blockOf(byte[] key, int length) {
    int low = 0;
    int high = blocks.length - 1;
    while (low < high) {
      int middle = (low + high + 1) >>> 1;
      byte[] chunk = chunk(middle);
      int at = (int) blocks[middle] + 1;
      int size = (int) Varints.get(chunk, at);
      int from = Varints.end(chunk, at);
      if (Arrays.compareUnsigned(chunk, from, from + size, key, 0, length) <= 0) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return low;
  }

  /** Goes through the table. */
  final class Cursor implements NameCursor {
    private static final int USUAL_LENGTH = 256;

    private long left = count;
    private int block;
    private int inBlock = BLOCK;
    private byte[] chunk;
    private int at;
    private byte[] name = new byte[USUAL_LENGTH];
    private int length;
    private int stats;
    private boolean waiting;

    private void seek(byte[] key, int keyLength) {
      if (count == 0) {
        return;
      }
      block = blockOf(key, keyLength);
      left = count - (long) block * BLOCK;
      while (!waiting && next()) {
        waiting = Arrays.compareUnsigned(name, 0, length, key, 0, keyLength) >= 0;
      }
    }

    @Override
    public boolean next() {
      if (waiting) {
        waiting = false;
        return true;
      }
      if (left == 0) {
        return false;
      }
      left--;
      if (inBlock == BLOCK) {
        chunk = chunk(block);
        at = (int) blocks[block];
        block++;
        inBlock = 0;
      }
      inBlock++;
      read();
      return true;
    }

    private void read() {
      int shared = (int) Varints.get(chunk, at);
      at = Varints.end(chunk, at);
      int own = (int) Varints.get(chunk, at);
      at = Varints.end(chunk, at);
      length = shared + own;
      if (length > name.length) {
        name = Arrays.copyOf(name, Math.max(length, 2 * name.length));
      }
      System.arraycopy(chunk, at, name, shared, own);
      at += own;
      if (hasStats) {
        stats = at;
        at = Varints.end(chunk, Varints.end(chunk, Varints.end(chunk, at)));
      }
    }

    @Override
    public byte[] bytes() {
      return name;
    }

    @Override
    public int length() {
      return length;
    }

    @Override
    public long size() {
      return hasStats ? Varints.get(chunk, stats) - 1 : UNKNOWN;
    }

    @Override
    public long modified() {
      return hasStats ? Varints.get(chunk, Varints.end(chunk, stats)) - 1 : UNKNOWN;
    }

    @Override
    public long points() {
      return hasStats
          ? Varints.get(chunk, Varints.end(chunk, Varints.end(chunk, stats))) - 1
          : UNKNOWN;
    }

    @Override
    public void close() {
      left = 0;
      waiting = false;
    }
  }
}
