package org.buckytools.agent.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.Resemblance;
import org.buckytools.posix.SymbolicLink;

/** Where metrics are in a tree. Thread-safe. */
public final class Places {
  // Who puts a link in a directory's place has that long until it is noticed; that somebody may
  // write to the tree already.
  private static final long TRUST = Duration.ofMillis(200).toNanos();
  private static final int MOST_PLAIN = 1_000;

  private final Path root;
  private final Map<Path, Long> plain = new ConcurrentHashMap<>();

  /**
   * @param root the tree; may be a link
   * @throws IOException if it is no directory
   */
  public Places(Path root) throws IOException {
    this.root = root.toRealPath();
    // Throws what would otherwise be told of the first metric.
    Files.newDirectoryStream(this.root).close();
  }

  /** The tree's root, without links. */
  public Path root() {
    return root;
  }

  /**
   * The file of a metric, whether it exists or not.
   *
   * @throws OutsideException if a symbolic link leads from there out of the tree
   */
  public Path of(MetricName name) throws IOException {
    Path path = root.resolve(name.path());
    if (isWithoutLinks(path)) {
      return path;
    }
    for (Path part = path; !part.equals(root); part = part.getParent()) {
      try {
        if (!part.toRealPath().startsWith(root)) {
          throw new OutsideException(path);
        }
        return path;
      } catch (NoSuchFileException missing) {
        // Then what there is of its path counts.
      }
    }
    return path;
  }

  // Where nothing below the root is a link, nothing can lead out of it.
  private boolean isWithoutLinks(Path path) {
    if (SymbolicLink.mayBe(path)) {
      return false;
    }
    long now = System.nanoTime();
    // When the longest ago was looked at of a directory and those above it.
    long oldest = now;
    Path part = path.getParent();
    for (; !part.equals(root); part = part.getParent()) {
      Long looked = plain.get(part);
      if (looked != null && now - looked < TRUST) {
        oldest = looked;
        break;
      }
      if (SymbolicLink.mayBe(part)) {
        return false;
      }
    }
    if (plain.size() >= MOST_PLAIN) {
      plain.clear();
    }
    for (Path seen = path.getParent(); !seen.equals(part); seen = seen.getParent()) {
      plain.put(seen, oldest);
    }
    return true;
  }

  /**
   * Removes directories that are empty, from one upwards, below the root. Safe beside others that
   * create files there: a directory that is not empty stays.
   */
  public void prune(Path directory) {
    for (Path part = directory; !part.equals(root) && part.startsWith(root); ) {
      if (!Resemblance.removeIfEmpty(part)) {
        // Not empty, as a rule; whatever it is, it does no harm.
        return;
      }
      part = part.getParent();
    }
  }
}
