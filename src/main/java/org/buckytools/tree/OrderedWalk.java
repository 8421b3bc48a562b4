package org.buckytools.tree;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.DirectoryReader;
import org.buckytools.posix.OrderedDirectory;

/**
 * Finds the metrics of a tree in the order of the UTF-8 bytes of their names with a slash after
 * each, which is the order in which stores list what belongs to them.
 *
 * <p>Holds a page of names of each directory from the root to where it is, and nothing else. The
 * root may be a symbolic link; links below it are not followed. Confined to one thread at a time.
 *
 * <p>What is passed over is told when the walk comes to its place in that order: once, and before
 * any metric that comes after those that it may hold.
 */
public final class OrderedWalk implements AutoCloseable {
  /** Hears of what the walk passes over. */
  public interface Listener {
    /**
     * Something is there that is a link, or is no metric's.
     *
     * @param path of it
     * @param names what the names of the metrics that it may hold begin with; empty if none
     */
    void passedOver(Path path, String names, IOException reason);

    /** The same for what may hold metrics and cannot be read. */
    default void unreadable(Path path, String names, IOException reason) {
      passedOver(path, names, reason);
    }
  }

  /**
   * A metric on disk.
   *
   * @param name of the metric
   * @param path of its file
   * @param size in bytes when it was found
   */
  public record Metric(MetricName name, Path path, long size) {}

  private static final int PAGE = 1 << 15;
  private static final byte[] SUFFIX = MetricName.SUFFIX.getBytes(StandardCharsets.UTF_8);

  // What follows in the names of metrics: in the keys it tells files from all else.
  private static final byte FILE = '/';
  private static final byte OTHER = '.';

  private final Path root;
  private final Listener listener;
  private final int most;
  private final DirectoryReader reader;
  private final Deque<OrderedDirectory> levels = new ArrayDeque<>();

  /**
   * Begins a walk.
   *
   * @throws IOException if the root cannot be read or is not a directory
   */
  public OrderedWalk(Path root, Listener listener) throws IOException {
    this(root, listener, PAGE);
  }

  /**
   * Begins a walk.
   *
   * @param most how many names of a directory to hold
   */
  OrderedWalk(Path root, Listener listener, int most) throws IOException {
    this.root = root;
    this.listener = listener;
    this.most = most;
    if (!Files.isDirectory(root)) {
      // Throws the more telling error where there is none of that name.
      Files.readAttributes(root, BasicFileAttributes.class);
      throw new NotDirectoryException(root.toString());
    }
    reader = DirectoryReader.open(root);
    enter(new byte[0]);
  }

  private void enter(byte[] directory) {
    levels.addLast(new OrderedDirectory(reader, directory, OrderedWalk::key, most));
  }

  /** Files that are no metrics' are left out; what else is none is found out when it is reached. */
  private static void key(
      DirectoryReader.Type type, byte[] names, int from, int to, OrderedDirectory.Taker taker) {
    if (type == DirectoryReader.Type.DIRECTORY || !isNamedSo(names, from, to)) {
      if (type != DirectoryReader.Type.FILE) {
        taker.take(names, from, to, OTHER);
      }
    } else {
      taker.take(names, from, to - SUFFIX.length, FILE);
    }
  }

  private static boolean isNamedSo(byte[] names, int from, int to) {
    return to - from >= SUFFIX.length
        && Arrays.equals(names, to - SUFFIX.length, to, SUFFIX, 0, SUFFIX.length);
  }

  /**
   * The next metric, or null when there is none left.
   *
   * @throws IOException if the root cannot be read any more
   */
  public Metric next() throws IOException {
    while (!levels.isEmpty()) {
      OrderedDirectory level = levels.getLast();
      byte[] key = key(level);
      if (key == null) {
        levels.removeLast();
        continue;
      }
      boolean isFile = key[key.length - 1] == FILE;
      Metric metric = look(path(level.path(), key, isFile), isFile);
      if (metric != null) {
        return metric;
      }
    }
    return null;
  }

  private byte[] key(OrderedDirectory level) throws IOException {
    byte[] path = level.path();
    try {
      return level.next();
    } catch (IOException failure) {
      if (path.length == 0) {
        throw failure;
      }
      if (!(failure instanceof NoSuchFileException)) {
        unreadable(Arrays.copyOf(path, path.length - 1), failure);
      }
      return null;
    }
  }

  private static byte[] path(byte[] directory, byte[] key, boolean isFile) {
    int stem = directory.length + key.length - 1;
    byte[] path = Arrays.copyOf(directory, stem + (isFile ? SUFFIX.length : 0));
    System.arraycopy(key, 0, path, directory.length, key.length - 1);
    System.arraycopy(SUFFIX, 0, path, stem, path.length - stem);
    return path;
  }

  /** Enters a directory, and gives the metric of a file if it is one's. */
  private Metric look(byte[] path, boolean isFile) {
    try {
      if (!reader.stat(path, path.length)) {
        // Removed meanwhile.
        return null;
      }
      DirectoryReader.Type type = reader.type();
      boolean isNamedSo = isNamedSo(path, 0, path.length);
      if (type == DirectoryReader.Type.LINK) {
        if (isNamedSo || mayLeadToDirectory(path)) {
          passOver(path, reason(path, "it is a symbolic link, which is not followed"));
        }
      } else if (type == DirectoryReader.Type.DIRECTORY && !isFile) {
        if (!isQuarantine(path)) {
          byte[] directory = Arrays.copyOf(path, path.length + 1);
          directory[path.length] = '/';
          enter(directory);
        }
      } else if (type == DirectoryReader.Type.FILE && isFile) {
        return metric(path, reader.size());
      } else if (isNamedSo) {
        passOver(path, reason(path, "it is not a regular file"));
      }
    } catch (IOException failure) {
      unreadable(path, failure);
    }
    return null;
  }

  /** Where a link leads nowhere a disk may not be mounted, and its metrics are not deleted. */
  private boolean mayLeadToDirectory(byte[] link) throws IOException {
    return !reader.follow(link, link.length) || reader.type() == DirectoryReader.Type.DIRECTORY;
  }

  private static boolean isQuarantine(byte[] path) {
    String text = text(path);
    return text.substring(text.lastIndexOf('/') + 1).equals(Quarantine.DIRECTORY);
  }

  private Metric metric(byte[] path, long size) throws IOException {
    try {
      Path relative = Path.of(text(path));
      return new Metric(MetricName.ofPath(relative), root.resolve(relative), size);
    } catch (InvalidNameException invalid) {
      listener.passedOver(shown(path), "", reason(path, invalid.getMessage()));
      return null;
    } catch (InvalidPathException unmappable) {
      throw reason(path, "the locale has no encoding for this name; set LC_ALL=C.UTF-8");
    }
  }

  private void passOver(byte[] path, IOException reason) {
    listener.passedOver(shown(path), names(path), reason);
  }

  private void unreadable(byte[] path, IOException reason) {
    listener.unreadable(shown(path), names(path), reason);
  }

  /** What the names of the metrics below a path begin with, or the name of that of a file. */
  private static String names(byte[] path) {
    String text = text(path);
    boolean isFile = text.endsWith(MetricName.SUFFIX);
    int end = text.length() - (isFile ? MetricName.SUFFIX.length() : 0);
    return text.substring(0, end).replace('/', '.') + (isFile ? "" : ".");
  }

  /** Bytes that are no UTF-8 become characters that are in no metric's name. */
  private static String text(byte[] path) {
    return new String(path, StandardCharsets.UTF_8);
  }

  private Path shown(byte[] path) {
    return reader.shown(path, path.length);
  }

  private FileSystemException reason(byte[] path, String text) {
    return new FileSystemException(shown(path).toString(), null, text);
  }

  /** Ends the walk early; at its end too. */
  @Override
  public void close() {
    levels.clear();
    reader.close();
  }
}
