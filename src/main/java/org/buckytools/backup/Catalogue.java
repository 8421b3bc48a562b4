package org.buckytools.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.StoredObject;

/**
 * Reads one listing of a store as metrics with their versions, in the order of the bytes of the
 * names with a slash after each. Holds one metric at a time. For one thread at a time.
 */
final class Catalogue implements Closeable {
  /** Hears of what cannot be a metric's. */
  interface Refusals {
    /** Versions are stored under a name that no metric can have. Told once for a name. */
    void refused(String name, String reason);
  }

  private static final char UNMAPPED = '\ufffd';

  private record Found(String key, Layout.Part part, long size) {}

  private final String storagePath;
  private final Refusals refusals;
  private final Listing listing;
  private StoredObject ahead;

  Catalogue(Store store, String storagePath, Refusals refusals) throws IOException {
    this(store, storagePath, name -> true, refusals);
  }

  /**
   * @param asked for which names refusals are told
   */
  Catalogue(Store store, String storagePath, Predicate<String> asked, Refusals all)
      throws IOException {
    this.storagePath = storagePath;
    this.refusals =
        (name, reason) -> {
          if (asked.test(name)) {
            all.refused(name, reason);
          }
        };
    this.listing = store.list(storagePath, "");
    advance();
  }

  /** The next metric, or null. */
  Stored next() throws IOException {
    while (ahead != null) {
      String directory = directory(ahead.key());
      List<Found> found = group(directory);
      if (!found.isEmpty()) {
        try {
          return stored(MetricName.of(name(directory)), found);
        } catch (InvalidNameException invalid) {
          refusals.refused(name(directory), invalid.getMessage());
        }
      }
    }
    return null;
  }

  private static String directory(String key) {
    return key.substring(0, key.lastIndexOf('/') + 1);
  }

  private String name(String directory) {
    return directory.substring(storagePath.length(), Math.max(0, directory.length() - 1));
  }

  /**
   * Takes all that is listed of a directory. What others have put below it, which may be listed
   * between the versions, must not part them.
   */
  private List<Found> group(String directory) throws IOException {
    List<Found> found = new ArrayList<>();
    String below = directory;
    boolean isMetric = directory.length() > storagePath.length();
    do {
      String here = directory(ahead.key());
      Layout.Part part = Layout.part(ahead.key().substring(here.length()));
      if (part != null && isMetric) {
        if (here.equals(directory)) {
          found.add(new Found(ahead.key(), part, ahead.size()));
        } else if (!here.equals(below)) {
          below = here;
          refuse(here);
        }
      }
      advance();
    } while (ahead != null && belongs(ahead.key(), directory, isMetric));
    return found;
  }

  private static boolean belongs(String key, String directory, boolean isMetric) {
    return isMetric ? key.startsWith(directory) : directory(key).equals(directory);
  }

  private void refuse(String directory) {
    try {
      MetricName.of(name(directory));
    } catch (InvalidNameException invalid) {
      refusals.refused(name(directory), invalid.getMessage());
    }
  }

  /** Who lists in another order, or the same again, would have us take what is there for gone. */
  private void advance() throws IOException {
    StoredObject next = listing.next();
    if (next != null && ahead != null && isDisordered(ahead.key(), next.key())) {
      throw new StoreException(
          "the store lists "
              + next.key()
              + " after "
              + ahead.key()
              + ", which is not the order of their bytes: it cannot hold backups",
          null);
    }
    ahead = next;
  }

  /** What is no UTF-8 on a disk is listed by its bytes, which the key does not tell. */
  private static boolean isDisordered(String before, String after) {
    return Keys.ORDER.compare(after, before) <= 0
        && before.indexOf(UNMAPPED) < 0
        && after.indexOf(UNMAPPED) < 0;
  }

  private static Stored stored(MetricName metric, List<Found> found) {
    Set<String> markers = new HashSet<>();
    for (Found object : found) {
      if (object.part().isMarker()) {
        markers.add(object.key());
      }
    }
    List<Version> versions = new ArrayList<>();
    List<Stored.Orphan> orphans = new ArrayList<>();
    Set<String> used = new HashSet<>();
    for (Found object : found) {
      Layout.Part part = object.part();
      if (part.isMarker()) {
        continue;
      }
      String marker = marker(object, markers);
      if (marker == null) {
        orphans.add(new Stored.Orphan(object.key(), part.time()));
      } else {
        used.add(marker);
        versions.add(
            new Version(
                metric, part.time(), part.algorithm(), object.key(), marker, object.size()));
      }
    }
    for (Found object : found) {
      if (object.part().isMarker() && !used.contains(object.key())) {
        orphans.add(new Stored.Orphan(object.key(), object.part().time()));
      }
    }
    versions.sort(Catalogue::compare);
    orphans.sort((one, other) -> one.key().compareTo(other.key()));
    return new Stored(metric, versions, orphans);
  }

  /** The marker of a compressed file, or null. */
  private static String marker(Found data, Set<String> markers) {
    String own = data.key() + Layout.MARKER;
    if (markers.contains(own)) {
      return own;
    }
    int end = data.key().length() - data.part().algorithm().suffix().length();
    String shared = data.key().substring(0, end) + Layout.MARKER;
    return markers.contains(shared) ? shared : null;
  }

  // Composed comparators, and records as keys of a map, take a short run longer than this.
  private static int compare(Version one, Version other) {
    int byTime = Long.compare(one.time(), other.time());
    return byTime != 0 ? byTime : one.algorithm().compareTo(other.algorithm());
  }

  @Override
  public void close() throws IOException {
    listing.close();
  }
}
