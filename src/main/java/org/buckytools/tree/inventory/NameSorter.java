package org.buckytools.tree.inventory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.buckytools.metric.MergedNames;
import org.buckytools.metric.NameCursor;

/**
 * Makes a table of names that come in any order, and several times: sorts them in portions, each of
 * which it keeps as a table, and merges those. Holds a portion beside the tables. Of a name that
 * comes again in the same portion what came first is kept. For one thread.
 */
final class NameSorter {
  /** How many bytes of names are sorted at once. */
  static final int USUAL_PORTION = 1 << 25;

  private final int portion;
  private final List<NameTable> tables = new ArrayList<>();
  private byte[] bytes = new byte[1 << 16];
  private int used;
  private int[] starts = new int[1 << 10];
  private int[] ends = new int[1 << 10];
  private long[] sizes = new long[1 << 10];
  private long[] points = new long[1 << 10];
  private int count;

  NameSorter(int portion) {
    this.portion = portion;
  }

  void add(byte[] name, int length, long size, long pointCount) throws IOException {
    if (used + length > portion && count > 0) {
      sort();
    }
    if (used + length > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(used + length, Math.min(portion, 2 * bytes.length)));
    }
    if (count == starts.length) {
      starts = Arrays.copyOf(starts, 2 * count);
      ends = Arrays.copyOf(ends, 2 * count);
      sizes = Arrays.copyOf(sizes, 2 * count);
      points = Arrays.copyOf(points, 2 * count);
    }
    System.arraycopy(name, 0, bytes, used, length);
    starts[count] = used;
    used += length;
    ends[count] = used;
    sizes[count] = size;
    points[count] = pointCount;
    count++;
  }

  private void sort() throws IOException {
    tables.add(TableBuilder.of(new Portion(), true));
    used = 0;
    count = 0;
  }

  /** The table; nothing may be added afterwards. */
  NameTable build() throws IOException {
    if (count > 0 || tables.isEmpty()) {
      sort();
    }
    bytes = new byte[0];
    if (tables.size() == 1) {
      return tables.getFirst();
    }
    List<NameCursor> cursors = new ArrayList<>();
    tables.forEach(table -> cursors.add(table.cursor()));
    return TableBuilder.of(new MergedNames(cursors), true);
  }

  /** The names of a portion, sorted, each once. */
  private final class Portion implements NameCursor {
    private final int[] order = ByteSort.order(bytes, starts, ends, count);
    private int place = -1;
    private byte[] name = new byte[1 << 8];
    private int length;

    @Override
    public boolean next() {
      do {
        place++;
      } while (place > 0 && place < count && isSame(order[place - 1], order[place]));
      if (place >= count) {
        return false;
      }
      int start = starts[order[place]];
      length = ends[order[place]] - start;
      if (length > name.length) {
        name = new byte[2 * length];
      }
      System.arraycopy(bytes, start, name, 0, length);
      return true;
    }

    private boolean isSame(int one, int other) {
      return Arrays.equals(bytes, starts[one], ends[one], bytes, starts[other], ends[other]);
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
      return sizes[order[place]];
    }

    @Override
    public long points() {
      return points[order[place]];
    }

    @Override
    public void close() {
      place = count;
    }
  }
}
