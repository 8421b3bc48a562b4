package org.buckytools.whisper;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How finely and how long points are kept: steps of so many seconds, so many points.
 *
 * @param step seconds per point, at least 1
 * @param points how many points, at least 1
 */
public record Retention(int step, int points) {
  public Retention {
    if (step < 1 || points < 1) {
      throw new IllegalArgumentException(
          "a retention needs at least 1 second per point and 1 point, not " + step + ":" + points);
    }
  }

  /** How long a time the points cover, in seconds. */
  public long seconds() {
    return (long) step * points;
  }

  /**
   * Reads one retention as carbon's storage-schemas.conf writes it: {@code 60:1440} (seconds per
   * point, number of points) or with units, {@code 60s:1d}, {@code 15m:8}, {@code 1h:2y}. Any
   * beginning of seconds, minutes, hours, days, weeks and years is a unit.
   */
  public static Retention parse(String text) {
    return RetentionParser.parse(text);
  }

  /**
   * Reads a list as storage-schemas.conf writes it, {@code 60s:1d,5m:2w,1h:2y}, and checks it as
   * {@link #check} does.
   */
  public static List<Retention> parseList(String text) {
    List<Retention> list = new ArrayList<>();
    for (String part : text.split(",", -1)) {
      list.add(parse(part));
    }
    return check(list);
  }

  /**
   * Sorts retentions finest first and checks that they can live in one file.
   *
   * @throws IllegalArgumentException saying which rule which of them break
   */
  public static List<Retention> check(List<Retention> retentions) {
    List<Retention> sorted = new ArrayList<>(retentions);
    sorted.sort(Comparator.comparingInt(Retention::step));
    String fault = fault(sorted);
    if (fault != null) {
      throw new IllegalArgumentException("these retentions do not fit together: " + fault);
    }
    return List.copyOf(sorted);
  }

  /** What keeps retentions, finest first, from living in one file; null if nothing does. */
  static String fault(List<Retention> list) {
    if (list.isEmpty()) {
      return "there is none";
    }
    for (int i = 1; i < list.size(); i++) {
      String fault = list.get(i).faultAfter(list.get(i - 1));
      if (fault != null) {
        return "archive "
            + (i - 1)
            + " ("
            + list.get(i - 1)
            + ") and archive "
            + i
            + " ("
            + list.get(i)
            + ")"
            + fault;
      }
    }
    return null;
  }

  private String faultAfter(Retention fine) {
    if (step <= fine.step) {
      return " are not in order of growing steps";
    }
    if (step % fine.step != 0) {
      return ": the finer step does not divide the coarser";
    }
    if (seconds() <= fine.seconds()) {
      return ": the coarser does not reach further back";
    }
    if (fine.points < step / fine.step) {
      return ": the finer has too few points to make one of the coarser";
    }
    return null;
  }

  /** Seconds per point and number of points, {@code 60:1440}. */
  @Override
  public String toString() {
    return step + ":" + points;
  }
}
