package org.buckytools.posix;

import java.io.IOException;

/**
 * The names in a directory in the order of their bytes. Holds a page of them, however many there
 * are: it reads the directory as often as that has pages.
 *
 * <p>What is there all the time is told once; of what comes or goes meanwhile, what comes after the
 * place that has been reached may be told. Confined to one thread at a time.
 */
public final class OrderedDirectory {
  /** Says what is told, and in which place. */
  public interface Keys {
    /** Adds the entry, by its key, to what is told; or does nothing. */
    void of(DirectoryReader.Type type, byte[] names, int from, int to, Taker taker);
  }

  /** Takes keys. */
  public interface Taker {
    /**
     * Takes a part of an entry's name with a byte after it, by which it is put in order. No two
     * entries may have the same.
     *
     * @param after the byte, negative for none
     */
    void take(byte[] names, int from, int to, int after);
  }

  private final DirectoryReader reader;
  private final byte[] path;
  private final Keys keys;
  private final int most;
  private NamePage page;

  /**
   * Reads nothing yet.
   *
   * @param path of the directory below the reader's root, with a slash at its end; empty for the
   *     root. Not to be changed afterwards
   * @param most how many keys to hold, positive; twice as many while the directory is read
   */
  public OrderedDirectory(DirectoryReader reader, byte[] path, Keys keys, int most) {
    this.reader = reader;
    this.path = path;
    this.keys = keys;
    this.most = most;
  }

  /** The directory's path. */
  public byte[] path() {
    return path;
  }

  /**
   * The next key, or null when there is none left.
   *
   * @throws java.nio.file.FileSystemException if the directory is gone, is no directory or cannot
   *     be read; it is of no use then
   */
  public byte[] next() throws IOException {
    if (page == null) {
      page = read(new byte[0]);
    }
    byte[] key = page.next();
    if (key == null && page.wasCut()) {
      page = read(page.last());
      key = page.next();
    }
    return key;
  }

  private NamePage read(byte[] after) throws IOException {
    NamePage read = new NamePage(after, most);
    Taker taker = read::add;
    reader.list(
        path,
        Math.max(0, path.length - 1),
        (type, names, from, to) -> keys.of(type, names, from, to, taker));
    read.sort();
    return read;
  }
}
