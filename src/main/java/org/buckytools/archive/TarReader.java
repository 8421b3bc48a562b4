package org.buckytools.archive;

import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.Semaphore;
import java.util.function.Predicate;
import org.buckytools.metric.InvalidNameException;
import org.buckytools.metric.MetricName;

/**
 * Reads the metrics of a tar archive as a stream, whichever tar wrote it: ustar, pax, GNU or star,
 * sparse or not. What is no metric's file is refused by name and passed over; directories are
 * passed over in silence. Holds one file at a time. Not thread-safe.
 */
public final class TarReader {
  private static final String HERE = "./";

  /** Hears of each member that is passed over because of what it is. */
  interface Refusals {
    void refused(String member, String reason);
  }

  private final TarInput in;
  private final int largest;
  private final String before;
  private final Predicate<String> chosen;

  /**
   * @param in the archive, not compressed; best buffered
   * @param archive its name, for errors
   * @param largest the most bytes a file may have
   * @param before what stands before every metric's name, such as {@code servers.} or nothing
   * @param chosen which metrics to read; others are passed over in silence
   */
  public TarReader(
      InputStream in, String archive, int largest, String before, Predicate<String> chosen) {
    this.in = new TarInput(in, archive);
    this.largest = largest;
    this.before = before;
    this.chosen = chosen;
  }

  /** How many bytes files that are being worked on may have together, unless one alone has more. */
  static final int MOST_ROOM = 1 << 26;

  /** How many permits a file takes from a semaphore of {@link #MOST_ROOM}. */
  static int room(ArchivedFile member) {
    return room(member.content().length);
  }

  private static int room(int size) {
    return Math.min(size, MOST_ROOM);
  }

  /** The number in the archive of the metric that was read last, from 0. */
  int number() {
    return in.number();
  }

  /**
   * Reads the next metric.
   *
   * @param bytes gives the room for it, which the caller gives back
   * @return null at the end
   * @throws DamagedArchiveException if the archive is cut off or damaged
   */
  ArchivedFile next(Refusals refusals, Semaphore bytes) throws IOException, InterruptedException {
    for (TarEntry entry = in.next(); entry != null; entry = in.next()) {
      if (entry.isDirectory()) {
        continue;
      }
      String reason = reasonAgainst(entry);
      if (reason != null) {
        refusals.refused(entry.name(), reason);
        continue;
      }
      MetricName name;
      try {
        name = name(entry.name());
      } catch (InvalidNameException invalid) {
        refusals.refused(entry.name(), "would be a metric that cannot be: " + invalid.getMessage());
        continue;
      }
      if (!chosen.test(name.toString())) {
        continue;
      }
      int size = (int) entry.size();
      bytes.acquire(room(size));
      try {
        return new ArchivedFile(name, entry.mode(), entry.modified(), in.content(entry));
      } catch (MalformedException wrong) {
        bytes.release(room(size));
        refusals.refused(entry.name(), "cannot be read: " + wrong.getMessage());
      }
    }
    return null;
  }

  private String reasonAgainst(TarEntry entry) {
    String name = entry.name();
    if (entry.oddity() != null) {
      return entry.oddity();
    }
    if (name.startsWith("/")) {
      return "has an absolute name; make the archive in the tree's directory";
    }
    if (("/" + name + "/").contains("/../")) {
      return "would lie outside of the tree";
    }
    if (!name.endsWith(MetricName.SUFFIX)) {
      return "is no whisper file: its name does not end in " + MetricName.SUFFIX;
    }
    if (stem(name).indexOf('.') >= 0) {
      return "has a dot in its path, where no metric is looked for";
    }
    if (entry.size() > largest) {
      return "has " + entry.size() + " bytes, and --max-size allows " + largest;
    }
    return null;
  }

  private MetricName name(String member) {
    return MetricName.of(before + stem(member).replace('/', '.'));
  }

  private static String stem(String member) {
    String path = member;
    while (path.startsWith(HERE)) {
      path = path.substring(HERE.length());
    }
    return path.substring(0, path.length() - MetricName.SUFFIX.length());
  }
}
