package org.buckytools.store.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.buckytools.posix.DirectoryReader;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.StoredObject;

/**
 * Lists files in the order of their keys.
 *
 * <p>Holds a page of names of each directory from the root to where it is, and nothing else. A name
 * is compared with a slash after it if it is a directory's, as it is so in the keys below it.
 */
final class DiskListing implements Listing {
  private final DirectoryReader reader;
  private final byte[] prefix;
  private final byte[] after;
  private final int most;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** A directory and where the listing is in it. */
  private final class Level {
    // With a slash at the end, but for the root, where it is empty.
    private final byte[] path;
    private NamePage page;

    Level(byte[] path) throws IOException {
      this.path = path;
      this.page = read(new byte[0]);
    }

    /** The next name, with a slash after it if it is a directory's; null at the end. */
    byte[] next() throws IOException {
      byte[] name = page.next();
      if (name == null && page.wasCut()) {
        page = read(page.last());
        name = page.next();
      }
      return name;
    }

    private NamePage read(byte[] from) throws IOException {
      NamePage names = new NamePage(from, most);
      try {
        reader.list(
            path,
            Math.max(0, path.length - 1),
            (type, text, start, end) -> {
              if (isOfInterest(type, text, start, end)) {
                names.add(text, start, end, type == DirectoryReader.Type.DIRECTORY);
              }
            });
      } catch (NoSuchFileException gone) {
        // Somebody has deleted it meanwhile.
      }
      names.sort();
      return names;
    }

    private boolean isOfInterest(DirectoryReader.Type type, byte[] text, int start, int end) {
      if (type == DirectoryReader.Type.DIRECTORY) {
        return path.length > 0 || !isStaging(text, start, end);
      }
      return type == DirectoryReader.Type.FILE;
    }
  }

  /**
   * Begins a listing.
   *
   * @param most how many names of a directory to hold
   */
  DiskListing(Path root, String prefix, String after, int most) throws IOException {
    this.prefix = bytes(prefix);
    this.after = bytes(after);
    this.most = most;
    String start = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    if (!start.isEmpty()) {
      Keys.check(start.substring(0, start.length() - 1));
    }
    if (!Files.isDirectory(root)
        || !Files.isDirectory(root.resolve(start), LinkOption.NOFOLLOW_LINKS)) {
      // Nothing has been put yet.
      reader = null;
      return;
    }
    reader = DirectoryReader.open(root);
    try {
      levels.addLast(new Level(bytes(start)));
    } catch (IOException | RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isStaging(byte[] text, int start, int end) {
    byte[] staging = bytes(Staging.DIRECTORY);
    return Arrays.equals(text, start, end, staging, 0, staging.length);
  }

  @Override
  public StoredObject next() throws IOException {
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      byte[] name = level.next();
      if (name == null) {
        levels.removeLast();
        continue;
      }
      byte[] key = joined(level.path, name);
      if (name[name.length - 1] == '/') {
        if (mayHoldMore(key)) {
          levels.addLast(new Level(key));
        }
      } else if (startsWith(key, prefix) && Arrays.compareUnsigned(key, after) > 0) {
        // What is gone meanwhile is none.
        if (reader.stat(key, key.length)) {
          return new StoredObject(new String(key, StandardCharsets.UTF_8), reader.size());
        }
      }
    }
    close();
    return null;
  }

  /** Whether keys below a directory may begin with the prefix and come after what is wanted. */
  private boolean mayHoldMore(byte[] directory) {
    return (startsWith(directory, prefix) || startsWith(prefix, directory))
        && (startsWith(after, directory) || Arrays.compareUnsigned(directory, after) > 0);
  }

  private static boolean startsWith(byte[] text, byte[] start) {
    return text.length >= start.length
        && Arrays.equals(text, 0, start.length, start, 0, start.length);
  }

  private static byte[] joined(byte[] path, byte[] name) {
    byte[] joined = Arrays.copyOf(path, path.length + name.length);
    System.arraycopy(name, 0, joined, path.length, name.length);
    return joined;
  }

  @Override
  public void close() {
    levels.clear();
    if (reader != null) {
      reader.close();
    }
  }
}
