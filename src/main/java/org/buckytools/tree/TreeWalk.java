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
import java.util.Deque;
import java.util.Iterator;
import org.buckytools.whisper.WhisperFormat;

/**
 * Finds the whisper files below a directory, one after the other, in no particular order.
 *
 * <p>Holds the directories still to be read and nothing else, so memory does not grow with the
 * number of files. The root may be a symbolic link; links below it are not followed. What has been
 * put into quarantine is not found. What cannot be read is told and passed over. Thread-safe:
 * several workers may draw from one walk.
 */
public final class TreeWalk implements AutoCloseable {
  /** Hears of what the walk passes over. Called under the walk's lock. */
  public interface Listener {
    /** A directory, or a file's attributes, cannot be read. */
    void unreadable(Path path, IOException failure);

    /** A symbolic link to a file or directory is not followed. */
    void link(Path path);
  }

  /**
   * A whisper file.
   *
   * @param path the file
   * @param relative its path below the root
   * @param size in bytes when it was found
   */
  public record Found(Path path, Path relative, long size) {}

  private final Path root;
  private final Listener listener;
  private final Deque<Path> directories = new ArrayDeque<>();
  private DirectoryStream<Path> stream;
  private Iterator<Path> entries;
  private Path current;

  /**
   * Begins a walk.
   *
   * @throws IOException if the root cannot be read or is not a directory
   */
  public TreeWalk(Path root, Listener listener) throws IOException {
    if (!Files.isDirectory(root)) {
      // Throws the more telling error where there is none of that name.
      Files.readAttributes(root, BasicFileAttributes.class);
      throw new NotDirectoryException(root.toString());
    }
    this.root = root;
    this.listener = listener;
    enter(root);
  }

  /** The next file, or null when there is none left. */
  public synchronized Found next() {
    while (true) {
      while (entries != null && hasNext()) {
        Found found = visit(entries.next());
        if (found != null) {
          return found;
        }
      }
      leave();
      Path directory = directories.pollLast();
      if (directory == null) {
        return null;
      }
      try {
        enter(directory);
      } catch (IOException failure) {
        listener.unreadable(directory, failure);
      }
    }
  }

  private boolean hasNext() {
    try {
      return entries.hasNext();
    } catch (DirectoryIteratorException failure) {
      listener.unreadable(current, failure.getCause());
      return false;
    }
  }

  private Found visit(Path path) {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException failure) {
      if (!(failure instanceof NoSuchFileException && isTemporary(path))) {
        listener.unreadable(path, failure);
      }
      return null;
    }
    if (attributes.isDirectory()) {
      if (!path.getFileName().toString().equals(Quarantine.DIRECTORY)) {
        directories.addLast(path);
      }
      return null;
    }
    if (attributes.isSymbolicLink()) {
      if (isNamedSo(path) || Files.isDirectory(path)) {
        listener.link(path);
      }
      return null;
    }
    if (!isNamedSo(path)) {
      return null;
    }
    if (!attributes.isRegularFile()) {
      listener.unreadable(
          path, new FileSystemException(path.toString(), null, "it is not a regular file"));
      return null;
    }
    return new Found(path, root.relativize(path), attributes.size());
  }

  private static boolean isNamedSo(Path path) {
    return path.getFileName().toString().endsWith(WhisperFormat.SUFFIX);
  }

  /**
   * Whether something that has vanished can only have been another program's unfinished file: it
   * has no whisper file's name, and directories of metrics have no dot in theirs.
   */
  private static boolean isTemporary(Path path) {
    return !isNamedSo(path) && path.getFileName().toString().indexOf('.') >= 0;
  }

  private void enter(Path directory) throws IOException {
    stream = Files.newDirectoryStream(directory);
    entries = stream.iterator();
    current = directory;
  }

  private void leave() {
    entries = null;
    if (stream != null) {
      try {
        stream.close();
      } catch (IOException failure) {
        listener.unreadable(current, failure);
      } finally {
        stream = null;
      }
    }
  }

  /** Ends the walk early; harmless at its end. */
  @Override
  public synchronized void close() {
    directories.clear();
    leave();
  }
}
