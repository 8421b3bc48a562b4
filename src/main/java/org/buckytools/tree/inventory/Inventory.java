package org.buckytools.tree.inventory;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;

/**
 * The names of a tree's metrics at one moment, in the order of their UTF-8 bytes. Takes some 30
 * bytes of memory a name. Immutable, thread-safe.
 */
public final class Inventory {
  static final Inventory EMPTY = new Inventory(NameTable.EMPTY, Changes.NONE, 0);

  private final NameTable table;
  private final Changes changes;
  private final long count;

  private Inventory(NameTable table, Changes changes, long count) {
    this.table = table;
    this.changes = changes;
    this.count = count;
  }

  Inventory(NameTable table) {
    this(table, Changes.NONE, table.count());
  }

  /** How many names there are. */
  public long count() {
    return count;
  }

  /** About how many bytes of memory it takes. */
  public long memory() {
    long ofChange = 250;
    return table.memory() + ofChange * changes.size();
  }

  /** All names. */
  public NameCursor cursor() {
    return cursor("");
  }

  /**
   * The names that begin with a text.
   *
   * @param prefix compared as UTF-8; need not end at a dot
   */
  public NameCursor cursor(String prefix) {
    byte[] bytes = prefix.getBytes(StandardCharsets.UTF_8);
    return new Cursor(bytes, table.cursor(bytes, bytes.length), changes.from(bytes, bytes.length));
  }

  /** Whether a metric is there. */
  public boolean contains(MetricName name) {
    byte[] bytes = name.toString().getBytes(StandardCharsets.UTF_8);
    Changes.Change change = changes.of(bytes, bytes.length);
    return change == null ? table.contains(bytes, bytes.length) : change.exists();
  }

  Changes changes() {
    return changes;
  }

  /** With a metric created or removed. */
  Inventory with(Changes.Change change) {
    boolean existed = contains(change.name());
    int difference = (change.exists() ? 1 : 0) - (existed ? 1 : 0);
    return new Inventory(table, changes.with(change), count + difference);
  }

  /** The table and the changes as one. */
  private static final class Cursor implements NameCursor {
    private final byte[] prefix;
    private final NameTable.Cursor base;
    private final Changes.Walk walk;
    private boolean inBase;
    private boolean ofBase = true;
    private Changes.Change change;

    /** Null while the current name is of the table. */
    private byte[] created;

    private Cursor(byte[] prefix, NameTable.Cursor base, Changes.Walk walk) {
      this.prefix = prefix;
      this.base = base;
      this.walk = walk;
      change = walk.next();
    }

    @Override
    public boolean next() {
      if (ofBase) {
        inBase = base.next();
      }
      ofBase = false;
      created = null;
      while (!ofBase && created == null) {
        int order = order();
        if (order > 0) {
          ofBase = true;
        } else {
          if (change.exists()) {
            created = change.bytes();
          }
          change = walk.next();
          if (order == 0) {
            inBase = base.next();
          }
        }
      }
      return begins() || end();
    }

    /**
     * How the next change stands to the table's name; of two of the same name the change counts.
     */
    private int order() {
      if (change == null) {
        return 1;
      }
      byte[] name = change.bytes();
      return inBase
          ? Arrays.compareUnsigned(name, 0, name.length, base.bytes(), 0, base.length())
          : -1;
    }

    private boolean begins() {
      return (created != null || inBase)
          && length() >= prefix.length
          && Arrays.equals(bytes(), 0, prefix.length, prefix, 0, prefix.length);
    }

    private boolean end() {
      close();
      return false;
    }

    @Override
    public byte[] bytes() {
      return created == null ? base.bytes() : created;
    }

    @Override
    public int length() {
      return created == null ? base.length() : created.length;
    }

    @Override
    public long size() {
      return created == null ? base.size() : UNKNOWN;
    }

    @Override
    public long modified() {
      return created == null ? base.modified() : UNKNOWN;
    }

    @Override
    public long points() {
      return created == null ? base.points() : UNKNOWN;
    }

    @Override
    public void close() {
      inBase = false;
      change = null;
      created = null;
      ofBase = false;
    }
  }
}
