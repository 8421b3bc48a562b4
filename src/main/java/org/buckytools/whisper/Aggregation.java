package org.buckytools.whisper;

import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * How several finer points become one coarser point. To add a method, add a constant: its number in
 * the file, its name and what it computes.
 *
 * <p>The results equal Graphite's whisper bit for bit: sums run from the oldest value to the
 * newest, and of equal candidates the oldest is taken.
 */
public enum Aggregation {
  AVERAGE(1, "average") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      return sum(known, from, count) / count;
    }
  },
  SUM(2, "sum") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      return sum(known, from, count);
    }
  },
  LAST(3, "last") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      return known[from + count - 1];
    }
  },
  MAX(4, "max") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      double best = known[from];
      for (int i = from + 1; i < from + count; i++) {
        if (known[i] > best) {
          best = known[i];
        }
      }
      return best;
    }
  },
  MIN(5, "min") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      double best = known[from];
      for (int i = from + 1; i < from + count; i++) {
        if (known[i] < best) {
          best = known[i];
        }
      }
      return best;
    }
  },
  /** The average with unknown points counted as zero. */
  AVG_ZERO(6, "avg_zero") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      return sum(known, from, count) / expected;
    }
  },
  /** The value farthest from zero, with its sign. */
  ABSMAX(7, "absmax") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      double best = known[from];
      for (int i = from + 1; i < from + count; i++) {
        if (Math.abs(known[i]) > Math.abs(best)) {
          best = known[i];
        }
      }
      return best;
    }
  },
  /** The value nearest to zero, with its sign. */
  ABSMIN(8, "absmin") {
    @Override
    double of(double[] known, int from, int count, int expected) {
      double best = known[from];
      for (int i = from + 1; i < from + count; i++) {
        if (Math.abs(known[i]) < Math.abs(best)) {
          best = known[i];
        }
      }
      return best;
    }
  };

  private static final Aggregation[] ALL = values();

  private final int id;
  private final String label;

  Aggregation(int id, String label) {
    this.id = id;
    this.label = label;
  }

  /** The number that stands for this method in a file. */
  public int id() {
    return id;
  }

  /** The name that carbon's storage-aggregation.conf uses. */
  public String label() {
    return label;
  }

  /**
   * The method of that name.
   *
   * @throws IllegalArgumentException naming the known methods
   */
  public static Aggregation named(String label) {
    for (Aggregation method : ALL) {
      if (method.label.equals(label)) {
        return method;
      }
    }
    throw new IllegalArgumentException(
        "unknown aggregation method '" + label + "'; known are " + labels());
  }

  /** The names of all, for people. */
  public static String labels() {
    return Arrays.stream(ALL).map(Aggregation::label).collect(Collectors.joining(", "));
  }

  /** The method of that number in a file, or null. */
  static Aggregation ofId(long id) {
    for (Aggregation method : ALL) {
      if (method.id == id) {
        return method;
      }
    }
    return null;
  }

  abstract double of(double[] known, int from, int count, int expected);

  /**
   * Aggregates known values, oldest first, none of them NaN.
   *
   * @param known holds the values
   * @param count how many at the array's beginning, at least 1
   * @param expected how many there would be if all were known
   */
  public final double aggregate(double[] known, int count, int expected) {
    return of(known, 0, count, expected);
  }

  /**
   * Aggregates a stretch of values in which NaN is a gap.
   *
   * @param values oldest first
   * @param from index of the stretch's first value
   * @param length how many values, gaps included
   * @param xff the share that must be known
   * @param scratch room for as many values as the stretch has
   * @return NaN if too few are known
   */
  public final double aggregate(
      double[] values, int from, int length, float xff, double[] scratch) {
    int count = 0;
    for (int i = from; i < from + length; i++) {
      double value = values[i];
      if (value == value) {
        scratch[count++] = value;
      }
    }
    if (count == 0 || (double) count / length < xff) {
      return Double.NaN;
    }
    return of(scratch, 0, count, length);
  }

  private static double sum(double[] values, int from, int count) {
    double sum = 0;
    for (int i = from; i < from + count; i++) {
      sum += values[i];
    }
    return sum;
  }
}
