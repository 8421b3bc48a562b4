package org.buckytools.store.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.buckytools.posix.DirectoryReader;
import org.buckytools.posix.OrderedDirectory;
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
  private final Deque<OrderedDirectory> levels = new ArrayDeque<>();

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
    if (Files.exists(root) && !Files.isDirectory(root)) {
      throw new FileSystemException(root.toString(), null, "it is not a directory");
    }
    if (!Files.isDirectory(root)
        || !Files.isDirectory(root.resolve(start), LinkOption.NOFOLLOW_LINKS)) {
      // Nothing has been put yet.
      reader = null;
      return;
    }
    reader = DirectoryReader.open(root);
    enter(bytes(start));
  }

  private void enter(byte[] path) {
    boolean isRoot = path.length == 0;
    levels.addLast(
        new OrderedDirectory(
            reader,
            path,
            (type, names, from, to, taker) -> {
              if (type == DirectoryReader.Type.FILE) {
                taker.take(names, from, to, -1);
              } else if (type == DirectoryReader.Type.DIRECTORY
                  && !(isRoot && isStaging(names, from, to))) {
                taker.take(names, from, to, '/');
              }
            },
            most));
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
      OrderedDirectory level = levels.getLast();
      byte[] name = next(level);
      if (name == null) {
        levels.removeLast();
        continue;
      }
      byte[] key = joined(level.path(), name);
      if (name[name.length - 1] == '/') {
        if (mayHoldMore(key)) {
          enter(key);
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

  private static byte[] next(OrderedDirectory level) throws IOException {
    try {
      return level.next();
    } catch (NoSuchFileException gone) {
      // Somebody has deleted it meanwhile.
      return null;
    }
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
