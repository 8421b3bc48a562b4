package org.buckytools.backup;

import java.util.List;
import org.buckytools.metric.MetricName;

/**
 * What a store holds of one metric.
 *
 * @param metric whose
 * @param versions the complete ones, oldest first
 * @param orphans parts of incomplete ones, oldest first
 */
record Stored(MetricName metric, List<Version> versions, List<Orphan> orphans) {
  /** An object that belongs to no complete version: what a run that died has left. */
  record Orphan(String key, long time) {}

  static Stored nothing(MetricName metric) {
    return new Stored(metric, List.of(), List.of());
  }

  /** The newest version, or null. */
  Version newest() {
    return versions.isEmpty() ? null : versions.getLast();
  }
}
