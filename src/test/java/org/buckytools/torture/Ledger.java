package org.buckytools.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Point;
import org.buckytools.whisper.Retention;
import org.buckytools.whisper.Slots;
import org.buckytools.whisper.UnsoundException;

/**
 * Which points were written, and whether they are there still. A point's value follows from its
 * metric and time, so that one of another metric is not taken for it.
 */
public final class Ledger {
  /** Of the files that are made here: small, and of two archives. */
  static final List<Retention> RETENTIONS = List.of(new Retention(1, 400), new Retention(60, 60));

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int EXAMPLES = 10;

  private final Map<String, Set<Long>> written = new TreeMap<>();

  /**
   * What was found.
   *
   * @param written how many points there should be, each counted once for each of its owners
   * @param found how many there are, with their values
   * @param examples a few of those that are missing
   */
  public record Count(long written, long found, List<String> examples) {
    /** How many there are not, or not with their values. */
    public long missing() {
      return written - found;
    }

    @Override
    public String toString() {
      return "%,d points written, %,d found, %,d missing".formatted(written, found, missing());
    }
  }

  /** Reads all points of a file's finest archive. */
  public interface Reader {
    /** Returns the values by time. */
    Map<Long, Double> points(Path file) throws IOException;
  }

  /** The value that a metric has at a time. */
  public static double value(String metric, long time) {
    return (metric.hashCode() & 0xffffff) * 4096.0 + time % 4096;
  }

  /** Makes a file with points of a metric at some times, and takes them down. */
  void write(Path file, String metric, Collection<Long> times, long now) throws IOException {
    Files.createDirectories(file.getParent());
    Header header = Header.of(Aggregation.AVERAGE, 0.5f, RETENTIONS);
    Database.create(file, header, false, PATIENCE);
    add(file, metric, times, now);
  }

  /** Writes points of a metric into its file, and takes them down. */
  void add(Path file, String metric, Collection<Long> times, long now) throws IOException {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      database.updateMany(
          times.stream().map(time -> new Point(time, value(metric, time))).toList(), now);
    }
    times.forEach(time -> wrote(metric, time));
  }

  /** Takes a point down. */
  void wrote(String metric, long time) {
    written.computeIfAbsent(metric, name -> new TreeSet<>()).add(time);
  }

  /** Takes points down. */
  public void wrote(Map<String, Set<Long>> times) {
    times.forEach(
        (metric, some) -> written.computeIfAbsent(metric, name -> new TreeSet<>()).addAll(some));
  }

  /** The same of every n-th metric only. */
  public Ledger sample(int each) {
    Ledger sample = new Ledger();
    List<String> all = metrics();
    for (int i = 0; i < all.size(); i += each) {
      sample.wrote(Map.of(all.get(i), written.get(all.get(i))));
    }
    return sample;
  }

  /** All metrics. */
  List<String> metrics() {
    return List.copyOf(written.keySet());
  }

  /**
   * Looks for every point of every metric.
   *
   * @param owners the files of a metric in which all of its points should be
   */
  public Count check(Function<String, List<Path>> owners) throws IOException {
    return check(owners, Ledger::points);
  }

  /** The same by another program's reading of files. */
  public Count check(Function<String, List<Path>> owners, Reader reader) throws IOException {
    long wanted = 0;
    long found = 0;
    List<String> examples = new ArrayList<>();
    for (Map.Entry<String, Set<Long>> metric : written.entrySet()) {
      for (Path file : owners.apply(metric.getKey())) {
        Map<Long, Double> there = reader.points(file);
        for (long time : metric.getValue()) {
          wanted++;
          if (Double.valueOf(value(metric.getKey(), time)).equals(there.get(time))) {
            found++;
          } else if (examples.size() < EXAMPLES) {
            examples.add(
                "%s at %d: %s in %s".formatted(metric.getKey(), time, there.get(time), file));
          }
        }
      }
    }
    return new Count(wanted, found, examples);
  }

  /** The points that are missing wherever one looks. */
  static Set<Long> missing(String metric, Collection<Long> times, List<Path> anywhere)
      throws IOException {
    Set<Long> missing = new TreeSet<>(times);
    for (Path file : anywhere) {
      Map<Long, Double> there = points(file);
      missing.removeIf(time -> Double.valueOf(value(metric, time)).equals(there.get(time)));
    }
    return missing;
  }

  /** All points of a file's finest archive; none if there is no such file. */
  static Map<Long, Double> points(Path file) throws IOException {
    Map<Long, Double> points = new HashMap<>();
    if (Files.notExists(file)) {
      return points;
    }
    try (Database database = Database.openToRead(file, PATIENCE)) {
      Slots slots = database.slots(0);
      for (int slot = 0; slot < slots.count(); slot++) {
        if (slots.timestamp(slot) != 0) {
          points.put(slots.timestamp(slot), slots.value(slot));
        }
      }
    } catch (NoSuchFileException | UnsoundException moved) {
      // It has just been taken away, or carbon is just creating it.
    }
    return points;
  }
}
