package org.buckytools.metric;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What relays route a metric by: its name; or the series, if it is a tagged one. Of a series stored
 * under its hash that is known only from a list of all series.
 *
 * <p>The list takes about 300 bytes of memory for each. Immutable once read.
 */
public final class RoutedNames {

  /** What carbon's settings call CARBON_METRIC_PREFIX, if it is not set. */
  public static final String USUAL_PREFIX = "carbon";

  private static final byte[] TAGGED = MetricName.TAGGED.getBytes(StandardCharsets.UTF_8);

  private final String own;
  private final byte[] ownBytes;
  private final Map<MetricName, String> series = new HashMap<>();

  /**
   * Without a list of series.
   *
   * @param carbonPrefix what carbon's own metrics begin with, usually {@link #USUAL_PREFIX}
   */
  public RoutedNames(String carbonPrefix) {
    own = carbonPrefix + ".agents.";
    ownBytes = own.getBytes(StandardCharsets.UTF_8);
  }

  private RoutedNames(RoutedNames other) {
    own = other.own;
    ownBytes = other.ownBytes;
    series.putAll(other.series);
  }

  /**
   * With a list of series, as the tag database has them: one a line, empty lines left out.
   *
   * @param carbonPrefix what carbon's own metrics begin with, usually {@link #USUAL_PREFIX}
   * @param list the file, in UTF-8
   * @throws IOException if it cannot be read or holds what is no series
   */
  public RoutedNames(String carbonPrefix, Path list) throws IOException {
    this(carbonPrefix);
    try (BufferedReader lines = Files.newBufferedReader(list)) {
      int number = 0;
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        number++;
        if (!line.isBlank()) {
          add(list, number, line.strip());
        }
      }
    }
  }

  /**
   * The same with one more series.
   *
   * @param one to be found under either name that it may be stored by
   * @return others
   */
  public RoutedNames with(TaggedSeries one) {
    RoutedNames more = new RoutedNames(this);
    more.series.put(one.hashedName(), one.text());
    return more;
  }

  private void add(Path list, int number, String line) throws IOException {
    try {
      series.put(new TaggedSeries(line).hashedName(), line);
    } catch (InvalidNameException e) {
      throw new IOException(list + ": line " + number + ": " + e.getMessage(), e);
    }
  }

  /**
   * Tells whether it is one of carbon-cache's own metrics, which each carbon-cache writes itself:
   * they belong where they are, whatever the ring says.
   *
   * @param metric the metric
   * @return whether no relay routes it
   */
  public boolean isWrittenLocally(MetricName metric) {
    return metric.toString().startsWith(own);
  }

  /**
   * What relays route a metric by.
   *
   * @param metric the metric
   * @return the name or series to look up on the ring; empty if it cannot be known, so that nobody
   *     may call the metric misplaced
   */
  public Optional<String> routedBy(MetricName metric) {
    if (!metric.isTagged()) {
      return Optional.of(metric.toString());
    }
    Optional<String> told = metric.series();
    return told.isPresent() ? told : Optional.ofNullable(series.get(metric));
  }

  /**
   * The same as {@link #isWrittenLocally(MetricName)} of a name as bytes.
   *
   * @param name holds the UTF-8 of the name from index 0
   * @param length of it in bytes
   */
  public boolean isWrittenLocally(byte[] name, int length) {
    return startsWith(name, length, ownBytes);
  }

  private static boolean startsWith(byte[] name, int length, byte[] start) {
    return length >= start.length && Arrays.equals(name, 0, start.length, start, 0, start.length);
  }

  /**
   * What {@link #routedBy} says, for many names and without an object for each that is not tagged.
   *
   * @return for one thread
   */
  public Keys keys() {
    return new Keys(this);
  }

  /** What relays route names by, as bytes. For one thread. */
  public static final class Keys {
    private final RoutedNames names;
    private byte[] bytes;
    private int length;

    private Keys(RoutedNames names) {
      this.names = names;
    }

    /**
     * Finds what a name is routed by.
     *
     * @param name holds the UTF-8 of a checked name from index 0
     * @param nameLength of it in bytes
     * @return false if that cannot be known
     */
    public boolean find(byte[] name, int nameLength) {
      bytes = name;
      length = nameLength;
      if (!startsWith(name, nameLength, TAGGED)) {
        return true;
      }
      String text = new String(name, 0, nameLength, StandardCharsets.UTF_8);
      Optional<String> routed = names.routedBy(MetricName.of(text));
      if (routed.isPresent()) {
        bytes = routed.get().getBytes(StandardCharsets.UTF_8);
        length = bytes.length;
      }
      return routed.isPresent();
    }

    /** Holds the UTF-8 of what was found, from index 0; good as long as the name's own bytes. */
    public byte[] bytes() {
      return bytes;
    }

    /** How many bytes were found. */
    public int length() {
      return length;
    }
  }
}
