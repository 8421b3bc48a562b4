package org.buckytools.backup;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.buckytools.codec.Algorithm;
import org.buckytools.metric.MetricName;

/**
 * How whisper-backup lays out a store.
 *
 * <pre>
 * STORAGE-PATH METRIC.NAME / DATE .wsp.gz   the compressed file (or .wsp.sz; ours also .wsp.zst)
 * STORAGE-PATH METRIC.NAME / DATE .sha1     the marker: 40 hexadecimal digits, the SHA-1 of the file
 * </pre>
 *
 * The storage path goes before the name as it is. The date is UTC, {@code
 * 2026-01-31T02:00:00+00:00}. A marker named after the whole object, {@code DATE.wsp.gz.sha1}, is
 * read too.
 *
 * @param storagePath what all keys begin with, often empty
 */
record Layout(String storagePath) {
  static final String MARKER = ".sha1";

  /**
   * The last part of a key.
   *
   * @param time of the version
   * @param algorithm of the data, or of the data that the marker names; null if it names none
   * @param isMarker whether it is a marker
   */
  record Part(long time, Algorithm algorithm, boolean isMarker) {}

  String dataKey(MetricName metric, long time, Algorithm algorithm) {
    return start(metric, time) + algorithm.suffix();
  }

  String markerKey(MetricName metric, long time) {
    return start(metric, time) + MARKER;
  }

  private String start(MetricName metric, long time) {
    return storagePath + metric + "/" + Timestamps.format(time);
  }

  /** The keys of which one must be there too for an object to be half of a complete version. */
  static List<String> others(String key) {
    boolean isMarker = key.endsWith(MARKER);
    String stem = isMarker ? key.substring(0, key.length() - MARKER.length()) : key;
    List<String> others = new ArrayList<>();
    for (Algorithm algorithm : Algorithm.values()) {
      if (stem.endsWith(algorithm.suffix())) {
        String date = stem.substring(0, stem.length() - algorithm.suffix().length());
        return isMarker ? List.of(stem) : List.of(date + MARKER, key + MARKER);
      }
      others.add(stem + algorithm.suffix());
    }
    return others;
  }

  /** What the last part of a key says, or null if it is not one of ours. */
  static Part part(String text) {
    if (text.length() <= Timestamps.LENGTH) {
      return null;
    }
    OptionalLong time = Timestamps.parse(text.substring(0, Timestamps.LENGTH));
    if (time.isEmpty()) {
      return null;
    }
    String rest = text.substring(Timestamps.LENGTH);
    boolean isMarker = rest.endsWith(MARKER);
    String suffix = isMarker ? rest.substring(0, rest.length() - MARKER.length()) : rest;
    if (isMarker && suffix.isEmpty()) {
      return new Part(time.getAsLong(), null, true);
    }
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.suffix().equals(suffix)) {
        return new Part(time.getAsLong(), algorithm, isMarker);
      }
    }
    return null;
  }
}
