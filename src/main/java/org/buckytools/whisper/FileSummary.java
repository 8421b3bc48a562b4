package org.buckytools.whisper;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file says about itself, and what it holds.
 *
 * @param header its header
 * @param fileSize in bytes
 * @param allocated how many bytes of the disk it takes
 * @param archives one for each archive, finest first
 */
public record FileSummary(
    Header header, long fileSize, long allocated, List<ArchiveSummary> archives) {
  public FileSummary {
    archives = List.copyOf(archives);
  }

  /**
   * One archive.
   *
   * @param archive where it is
   * @param survey what its slots hold
   * @param values of all intervals that it retains now, oldest first, NaN for gaps
   */
  public record ArchiveSummary(Archive archive, Survey survey, double[] values) {}

  /**
   * Reads a whole file.
   *
   * @param now the time now, seconds since 1970
   */
  public static FileSummary of(Database database, long now) throws IOException {
    Header header = database.header();
    List<ArchiveSummary> archives = new ArrayList<>();
    for (int i = 0; i < header.archives().size(); i++) {
      Archive archive = header.archives().get(i);
      Slots slots = database.slots(i);
      double[] values = new double[archive.points()];
      slots.copy(archive.oldestInterval(now), values, values.length);
      archives.add(new ArchiveSummary(archive, Survey.of(slots, now), values));
    }
    return new FileSummary(header, header.fileSize(), database.allocated(), archives);
  }

  /** The newest interval with a value, 0 if there is none. */
  public long newest() {
    return archives.stream().mapToLong(archive -> archive.survey().newest()).max().orElse(0);
  }
}
