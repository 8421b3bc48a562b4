package org.buckytools.backup;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.TreeSet;
import org.buckytools.metric.MetricName;
import org.buckytools.metric.Utf8Order;
import org.buckytools.tree.OrderedWalk;
import org.buckytools.tree.Quarantine;

/**
 * Joins a tree and a store by metric, reading both once and side by side. For one thread at a time.
 */
final class Pairing implements Closeable {
  /**
   * A metric that is on disk, in the store or in both.
   *
   * @param metric which
   * @param file on disk, null if there is none
   * @param stored in the store, perhaps nothing
   * @param gone whether it is certain that there is no file
   */
  record Pair(MetricName metric, OrderedWalk.Metric file, Stored stored, boolean gone) {}

  private final OrderedWalk walk;
  private final Path quarantine;
  private final boolean hasQuarantine;
  private final Catalogue catalogue;

  /** Where the walk could not look, from where it is on. */
  private final TreeSet<String> unknown = new TreeSet<>(Utf8Order.INSTANCE);

  private OrderedWalk.Metric file;
  private Stored stored;

  Pairing(Path tree, Catalogue catalogue, OrderedWalk.Listener listener) throws IOException {
    this.walk = new OrderedWalk(tree, new Passing(listener));
    this.catalogue = catalogue;
    this.quarantine = tree.resolve(Quarantine.DIRECTORY);
    this.hasQuarantine = Files.isDirectory(quarantine);
    try {
      this.file = walk.next();
      this.stored = catalogue.next();
    } catch (IOException | RuntimeException failure) {
      walk.close();
      throw failure;
    }
  }

  /** Notes where the walk did not look, and hands on that it did not. */
  private final class Passing implements OrderedWalk.Listener {
    private final OrderedWalk.Listener listener;

    Passing(OrderedWalk.Listener listener) {
      this.listener = listener;
    }

    @Override
    public void passedOver(Path path, String names, IOException reason) {
      note(names);
      listener.passedOver(path, names, reason);
    }

    @Override
    public void unreadable(Path path, String names, IOException reason) {
      note(names);
      listener.unreadable(path, names, reason);
    }

    private void note(String names) {
      if (!names.isEmpty()) {
        unknown.add(names);
      }
    }
  }

  /** Whether the tree has any metric; asked before the first {@link #next}. */
  boolean treeIsEmpty() {
    return file == null;
  }

  /** The next metric, or null. */
  Pair next() throws IOException {
    if (file == null && stored == null) {
      return null;
    }
    int order = file == null ? 1 : stored == null ? -1 : compare(file.name(), stored.metric());
    OrderedWalk.Metric onDisk = order <= 0 ? file : null;
    Stored inStore = order >= 0 ? stored : Stored.nothing(file.name());
    MetricName metric = order <= 0 ? file.name() : stored.metric();
    if (order <= 0) {
      file = walk.next();
    }
    if (order >= 0) {
      stored = catalogue.next();
    }
    forgetBefore(metric.toString());
    boolean gone = onDisk == null && !isUnknown(metric.toString()) && !isInQuarantine(metric);
    return new Pair(metric, onDisk, inStore, gone);
  }

  /** Whose file was damaged needs its backups more than anybody. */
  private boolean isInQuarantine(MetricName metric) {
    return hasQuarantine
        && Files.exists(quarantine.resolve(metric.path()), LinkOption.NOFOLLOW_LINKS);
  }

  private static int compare(MetricName one, MetricName other) {
    return Utf8Order.INSTANCE.compare(one + "/", other + "/");
  }

  /** Forgets the places that no metric from this one on can be in. */
  private void forgetBefore(String name) {
    while (!unknown.isEmpty() && isBefore(unknown.first(), name)) {
      unknown.pollFirst();
    }
  }

  /** Whether the metric may be where the walk could not look. */
  private boolean isUnknown(String name) {
    if (unknown.contains(name)) {
      return true;
    }
    for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', dot + 1)) {
      if (unknown.contains(name.substring(0, dot + 1))) {
        return true;
      }
    }
    return false;
  }

  /** Whether all that a place may hold comes before a metric. */
  private static boolean isBefore(String place, String name) {
    return !place.equals(name)
        && !(place.endsWith(".") && name.startsWith(place))
        && Utf8Order.INSTANCE.compare(place + "/", name + "/") < 0;
  }

  @Override
  public void close() throws IOException {
    walk.close();
    catalogue.close();
  }
}
