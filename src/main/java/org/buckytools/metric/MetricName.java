package org.buckytools.metric;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The name of a metric, checked: its segments, parted by dots, are the directories and the file
 * that hold it, {@code servers.web1.load} being {@code servers/web1/load.wsp}.
 *
 * <p>No segment is empty, so none is {@code ..} either; none holds a slash, NUL or another control
 * character; each fits into a file name and all of them into a path. Any other character may occur.
 *
 * <p>A tagged series lives where carbon puts it: under {@code _tagged}, two directories of three
 * digits each of the series' SHA-256, then the series itself with {@code _DOT_} for each dot. Its
 * metric name is that path with dots, {@code _tagged.0ab.3c1.load;host=web1}.
 */
public final class MetricName implements Comparable<MetricName> {
  /** What the file of a metric ends in. */
  public static final String SUFFIX = ".wsp";

  static final String TAGGED = "_tagged.";
  static final String DOT = "_DOT_";
  // Linux: NAME_MAX, and PATH_MAX less room for the tree's own path.
  private static final int LONGEST_SEGMENT = 255;
  private static final int LONGEST_NAME = 3500;

  private final String name;

  private MetricName(String name) {
    this.name = name;
  }

  /**
   * Checks a name.
   *
   * @throws InvalidNameException saying which rule it breaks
   */
  public static MetricName of(String name) {
    check(name, name);
    return new MetricName(name);
  }

  /**
   * The metric that lives in a file.
   *
   * @param path relative to the tree, ends in {@link #SUFFIX}
   * @throws InvalidNameException if no metric has that path: carbon would never look there
   */
  public static MetricName ofPath(Path path) {
    String text = path.toString();
    if (path.isAbsolute() || !text.endsWith(SUFFIX)) {
      throw new InvalidNameException(text, "is not the path of a metric: it must end in " + SUFFIX);
    }
    String stem = text.substring(0, text.length() - SUFFIX.length());
    if (stem.indexOf('.') >= 0) {
      throw new InvalidNameException(
          text,
          "is not the path of a metric: a dot stands for a directory, so none is looked for here");
    }
    String name = stem.replace('/', '.');
    check(name, text);
    return new MetricName(name);
  }

  private static void check(String name, String what) {
    if (name.isEmpty()) {
      throw new InvalidNameException(what, "is not a metric name: it is empty");
    }
    if (bytes(name) + SUFFIX.length() > LONGEST_NAME) {
      throw new InvalidNameException(
          what, "is not a metric name: it is longer than " + LONGEST_NAME + " bytes");
    }
    for (int i = 0; i < name.length(); i++) {
      char unit = name.charAt(i);
      if (unit == '/') {
        throw new InvalidNameException(what, "is not a metric name: it holds a slash");
      }
      if (Character.isISOControl(unit)) {
        throw new InvalidNameException(
            what,
            String.format(
                "is not a metric name: it holds the control character \\u%04x", (int) unit));
      }
      if (unit == '\ufffd' || loneSurrogate(name, i)) {
        throw new InvalidNameException(what, "is not a metric name: it is not valid UTF-8");
      }
    }
    checkSegments(name, what);
  }

  private static boolean loneSurrogate(String name, int at) {
    char unit = name.charAt(at);
    return Character.isHighSurrogate(unit)
            && (at + 1 == name.length() || !Character.isLowSurrogate(name.charAt(at + 1)))
        || Character.isLowSurrogate(unit)
            && (at == 0 || !Character.isHighSurrogate(name.charAt(at - 1)));
  }

  private static void checkSegments(String name, String what) {
    int start = 0;
    while (start <= name.length()) {
      int dot = name.indexOf('.', start);
      boolean last = dot < 0;
      int end = last ? name.length() : dot;
      if (end == start) {
        throw new InvalidNameException(
            what,
            "is not a metric name: it has an empty segment (a dot at an end, or two in a row)");
      }
      int room = last ? LONGEST_SEGMENT - SUFFIX.length() : LONGEST_SEGMENT;
      if (bytes(name.substring(start, end)) > room) {
        throw new InvalidNameException(
            what, "is not a metric name: a segment is longer than " + room + " bytes");
      }
      start = end + 1;
    }
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  /** Where the metric lives, relative to the tree. */
  public Path path() {
    return Path.of(name.replace('.', '/') + SUFFIX);
  }

  /** Whether it is a tagged series' name, whether the series can be told from it or not. */
  public boolean isTagged() {
    return name.startsWith(TAGGED);
  }

  /**
   * The tagged series, {@code load.5m;host=web1}, or nothing if this is not one or was stored under
   * its hash alone.
   */
  public Optional<String> series() {
    String[] parts = name.split("\\.", 4);
    if (!isTagged() || parts.length < 4 || parts[3].indexOf(';') < 0) {
      return Optional.empty();
    }
    return Optional.of(parts[3].replace(DOT, "."));
  }

  /** In the order of the names' UTF-8 bytes. */
  @Override
  public int compareTo(MetricName other) {
    return Utf8Order.INSTANCE.compare(name, other.name);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MetricName that && name.equals(that.name);
  }

  @Override
  public int hashCode() {
    return name.hashCode();
  }

  /** The name with dots. */
  @Override
  public String toString() {
    return name;
  }
}
