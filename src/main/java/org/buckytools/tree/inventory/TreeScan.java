package org.buckytools.tree.inventory;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.NameCursor;
import org.buckytools.posix.DirectoryReader;

/**
 * Reads the names of a tree's metrics from its directories, in the order of the names. No file is
 * looked at. Holds the names in the directories on the way from the root to where it is.
 *
 * <p>Hidden files and directories are passed over silently; links are not followed. A tree that
 * changes meanwhile does no harm: what is there all the time is found.
 */
public final class TreeScan implements NameCursor {
  private static final int LONGEST_NAME = 3500 - MetricName.SUFFIX.length();

  private final PassedOver.Counter passed = new PassedOver.Counter();
  private final DirectoryReader reader;
  private final Deque<Level> levels = new ArrayDeque<>();

  /** The name, and the same as a path: there the dots between directories are slashes. */
  private byte[] name = new byte[1 << 8];

  private byte[] path = new byte[1 << 8];
  private int length;

  private static final class Level {
    private final Listing listing;
    private final int length;
    private int next;

    Level(Listing listing, int length) {
      this.listing = listing;
      this.length = length;
    }
  }

  /**
   * Begins a scan.
   *
   * @throws IOException if the root cannot be read or is no directory
   */
  public TreeScan(Path root) throws IOException {
    reader = DirectoryReader.open(root);
    try {
      levels.push(new Level(list(0), 0));
    } catch (IOException | RuntimeException failure) {
      reader.close();
      throw failure;
    }
  }

  private Listing list(int pathLength) throws IOException {
    Listing listing = new Listing(passed);
    reader.list(path, pathLength, listing);
    return listing.sorted();
  }

  @Override
  public boolean next() {
    while (!levels.isEmpty()) {
      Level level = levels.element();
      if (level.next == level.listing.count()) {
        levels.pop();
      } else if (take(level)) {
        return true;
      }
    }
    return false;
  }

  private boolean take(Level level) {
    int place = level.next;
    level.next++;
    int start = level.listing.start(place);
    int size = level.listing.end(place) - start;
    length = level.length + size;
    if (length > name.length) {
      name = Arrays.copyOf(name, 2 * length);
      path = Arrays.copyOf(path, 2 * length);
    }
    System.arraycopy(level.listing.keys(), start, name, level.length, size);
    if (length > LONGEST_NAME) {
      passed.invalid("a path of more than " + LONGEST_NAME + " bytes cannot be a metric's");
      return false;
    }
    if (level.listing.isDirectory(place)) {
      System.arraycopy(name, level.length, path, level.length, size - 1);
      enter();
      return false;
    }
    if (size > 251) {
      passed.invalid("a name of more than 251 bytes");
      return false;
    }
    return true;
  }

  private void enter() {
    try {
      levels.push(new Level(list(length - 1), length));
      path[length - 1] = '/';
    } catch (NoSuchFileException gone) {
      // Removed meanwhile.
    } catch (AccessDeniedException denied) {
      passed.unreadable(denied.getFile() + ": permission denied");
    } catch (IOException failure) {
      passed.unreadable(String.valueOf(failure.getMessage()));
    }
  }

  /** What was passed over so far. */
  public PassedOver passedOver() {
    return passed.sum();
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
  public void close() {
    levels.clear();
    reader.close();
  }
}
