package org.buckytools.tree;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.Utf8Order;

/**
 * Finds the metrics of a tree in the order of the UTF-8 bytes of their names with a slash after
 * each, which is the order in which stores list what belongs to them.
 *
 * <p>Holds the names in the directories from the root to where it is, and nothing else. The root
 * may be a symbolic link; links below it are not followed. Confined to one thread at a time.
 */
public final class OrderedWalk implements AutoCloseable {
  /** Hears of what the walk passes over. */
  public interface Listener {
    /**
     * Something is there that cannot be read, is a link, or is no metric's.
     *
     * @param path of it
     * @param names what the names of the metrics that it may hold begin with; empty if none
     */
    void passedOver(Path path, String names, IOException reason);
  }

  /**
   * A metric on disk.
   *
   * @param name of the metric
   * @param path of its file
   * @param size in bytes when it was found
   */
  public record Metric(MetricName name, Path path, long size) {}

  private record Entry(Path path, String sortKey, BasicFileAttributes attributes) {}

  private final Path root;
  private final Listener listener;
  private final Deque<Deque<Entry>> levels = new ArrayDeque<>();

  /**
   * Begins a walk.
   *
   * @throws IOException if the root cannot be read or is not a directory
   */
  public OrderedWalk(Path root, Listener listener) throws IOException {
    this.root = root;
    this.listener = listener;
    if (!Files.isDirectory(root)) {
      // Throws the more telling error where there is none of that name.
      Files.readAttributes(root, BasicFileAttributes.class);
      throw new NotDirectoryException(root.toString());
    }
    levels.addLast(entries(root));
  }

  /** The next metric, or null when there is none left. */
  public Metric next() {
    while (!levels.isEmpty()) {
      Entry entry = levels.getLast().pollFirst();
      if (entry == null) {
        levels.removeLast();
      } else if (entry.attributes().isDirectory()) {
        enter(entry.path());
      } else {
        Metric metric = metric(entry);
        if (metric != null) {
          return metric;
        }
      }
    }
    return null;
  }

  private void enter(Path directory) {
    try {
      levels.addLast(entries(directory));
    } catch (NoSuchFileException gone) {
      // Removed meanwhile.
    } catch (IOException failure) {
      listener.passedOver(directory, prefix(directory), failure);
    }
  }

  private Metric metric(Entry entry) {
    Path path = entry.path();
    if (!entry.attributes().isRegularFile()) {
      listener.passedOver(path, prefix(path), reason(path, "it is not a regular file"));
      return null;
    }
    try {
      MetricName name = MetricName.ofPath(root.relativize(path));
      return new Metric(name, path, entry.attributes().size());
    } catch (InvalidNameException invalid) {
      listener.passedOver(path, "", reason(path, invalid.getMessage()));
      return null;
    }
  }

  private Deque<Entry> entries(Path directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
      for (Path file : files) {
        add(entries, file);
      }
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    entries.sort((one, other) -> Utf8Order.INSTANCE.compare(one.sortKey(), other.sortKey()));
    return new ArrayDeque<>(entries);
  }

  private void add(List<Entry> entries, Path file) {
    String name = file.getFileName().toString();
    boolean isNamedSo = name.endsWith(MetricName.SUFFIX);
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        if (isNamedSo || Files.isDirectory(file)) {
          listener.passedOver(
              file, prefix(file), reason(file, "it is a symbolic link, which is not followed"));
        }
      } else if (attributes.isDirectory()) {
        if (!name.equals(Quarantine.DIRECTORY)) {
          entries.add(new Entry(file, name + ".", attributes));
        }
      } else if (isNamedSo) {
        String stem = name.substring(0, name.length() - MetricName.SUFFIX.length());
        entries.add(new Entry(file, stem + "/", attributes));
      }
    } catch (NoSuchFileException gone) {
      // Removed meanwhile.
    } catch (IOException failure) {
      listener.passedOver(file, prefix(file), failure);
    }
  }

  /** What the names of the metrics below a path begin with, or the name of that of a file. */
  private String prefix(Path path) {
    String relative = root.relativize(path).toString();
    boolean isFile = relative.endsWith(MetricName.SUFFIX);
    int end = relative.length() - (isFile ? MetricName.SUFFIX.length() : 0);
    return relative.substring(0, end).replace('/', '.') + (isFile ? "" : ".");
  }

  private static IOException reason(Path path, String text) {
    return new FileSystemException(path.toString(), null, text);
  }

  /** Ends the walk early; harmless at its end. */
  @Override
  public void close() {
    levels.clear();
  }
}
