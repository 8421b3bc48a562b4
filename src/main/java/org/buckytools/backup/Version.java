package org.buckytools.backup;

import org.buckytools.codec.Algorithm;
import org.buckytools.metric.MetricName;

/**
 * A complete backup of one metric.
 *
 * @param metric whose
 * @param time when it was made, seconds since 1970
 * @param algorithm how it is compressed
 * @param dataKey the key of the compressed file
 * @param markerKey the key of the marker, whose presence makes it complete
 * @param size of the compressed file in bytes
 */
public record Version(
    MetricName metric,
    long time,
    Algorithm algorithm,
    String dataKey,
    String markerKey,
    long size) {

  /** When it was made, as in its key: {@code 2026-01-31T02:00:00+00:00}. */
  public String date() {
    return Timestamps.format(time);
  }

  /** Metric and date, for messages. */
  @Override
  public String toString() {
    return metric + " of " + date();
  }
}
