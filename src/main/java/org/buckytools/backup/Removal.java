package org.buckytools.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;

/** Which versions and leftovers may go, and removing them. Thread-safe. */
final class Removal {
  /** An orphan so young may belong to a run that is still at work. */
  private static final Duration YOUNG = Duration.ofDays(1);

  private final Store store;
  private final long now;

  /**
   * @param now the time of the run, seconds since 1970
   */
  Removal(Store store, long now) {
    this.store = store;
    this.now = now;
  }

  /** The versions beyond the newest so many, oldest first. */
  static List<Version> beyond(int retention, List<Version> versions) {
    return versions.subList(0, Math.max(0, versions.size() - retention));
  }

  /** The versions of a metric that is gone that are older than an age; none if that is negative. */
  List<Version> olderThan(Duration age, List<Version> versions) {
    if (age.isNegative()) {
      return List.of();
    }
    if (age.isZero()) {
      return versions;
    }
    long limit = now - age.toSeconds();
    return versions.stream().filter(version -> version.time() < limit).toList();
  }

  /**
   * Removes a version: first the data, so that what a crash leaves between is a marker, which takes
   * no space and is found by the next run.
   *
   * @param kept other versions of the metric, whose marker this one may share
   */
  void remove(Version version, List<Version> kept) throws IOException {
    store.delete(version.dataKey());
    if (kept.stream().noneMatch(other -> other.markerKey().equals(version.markerKey()))) {
      store.delete(version.markerKey());
    }
  }

  /**
   * Removes leftovers of runs that died. What lacks its other half only in the listing, which may
   * lag behind, is none.
   *
   * @param alone whether no other run can be at work
   * @return how many
   */
  int clean(Stored stored, boolean alone) throws IOException {
    int removed = 0;
    for (Stored.Orphan orphan : stored.orphans()) {
      if ((alone || orphan.time() < now - YOUNG.toSeconds()) && isAlone(orphan.key())) {
        store.delete(orphan.key());
        removed++;
      }
    }
    return removed;
  }

  private boolean isAlone(String key) throws IOException {
    for (String other : Layout.others(key)) {
      if (exists(other)) {
        return false;
      }
    }
    return true;
  }

  private boolean exists(String key) throws IOException {
    try {
      store.get(key, 0);
      return true;
    } catch (ObjectTooLargeException some) {
      return true;
    } catch (NoSuchObjectException none) {
      return false;
    }
  }
}
