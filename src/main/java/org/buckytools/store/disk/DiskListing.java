package org.buckytools.store.disk;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
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
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.StoredObject;

/**
 * Lists files in the order of their keys.
 *
 * <p>Holds the names in the directories from the root to where it is, and nothing else. A name is
 * compared with a slash after it if it is a directory's, as it is so in the keys below it.
 */
final class DiskListing implements Listing {
  /** A key, and a slash after it if it is a directory's. */
  private record Entry(String sortKey, long size) {
    boolean isDirectory() {
      return sortKey.endsWith("/");
    }

    String key() {
      return isDirectory() ? sortKey.substring(0, sortKey.length() - 1) : sortKey;
    }
  }

  private final Path root;
  private final String prefix;
  private final String after;
  private final Deque<Deque<Entry>> levels = new ArrayDeque<>();

  DiskListing(Path root, String prefix, String after) throws IOException {
    this.root = root;
    this.prefix = prefix;
    this.after = after;
    int slash = prefix.lastIndexOf('/');
    String start = slash < 0 ? "" : prefix.substring(0, slash);
    if (!start.isEmpty()) {
      Keys.check(start);
    }
    enter(start);
  }

  @Override
  public StoredObject next() throws IOException {
    while (!levels.isEmpty()) {
      Entry entry = levels.getLast().pollFirst();
      if (entry == null) {
        levels.removeLast();
      } else if (entry.isDirectory()) {
        enter(entry.key());
      } else {
        return new StoredObject(entry.key(), entry.size());
      }
    }
    return null;
  }

  private void enter(String directory) throws IOException {
    List<Entry> entries = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(root.resolve(directory))) {
      for (Path file : files) {
        add(entries, directory, file);
      }
    } catch (NoSuchFileException | NotDirectoryException gone) {
      // Nothing has been put yet, or somebody has deleted it meanwhile.
    } catch (DirectoryIteratorException failure) {
      throw failure.getCause();
    }
    entries.sort((one, other) -> Keys.ORDER.compare(one.sortKey(), other.sortKey()));
    levels.addLast(new ArrayDeque<>(entries));
  }

  private void add(List<Entry> entries, String directory, Path file) throws IOException {
    String name = file.getFileName().toString();
    if (directory.isEmpty() && name.equals(Staging.DIRECTORY)) {
      return;
    }
    String key = directory.isEmpty() ? name : directory + "/" + name;
    // A directory is of interest if keys below it may begin with the prefix and come after.
    boolean begins = key.startsWith(prefix) || prefix.startsWith(key + "/");
    String last = key + "/\uDBFF\uDFFF";
    if (!begins || Keys.ORDER.compare(last, after) <= 0) {
      return;
    }
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException gone) {
      return;
    }
    if (attributes.isDirectory()) {
      entries.add(new Entry(key + "/", 0));
    } else if (attributes.isRegularFile()
        && key.startsWith(prefix)
        && Keys.ORDER.compare(key, after) > 0) {
      entries.add(new Entry(key, attributes.size()));
    }
  }

  @Override
  public void close() {
    levels.clear();
  }
}
