package org.buckytools.whisper;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Where two files of one layout differ, as whisper-diff sees it: each archive is compared for the
 * time that no finer archive covers.
 *
 * <p>Unlike whisper-diff, a stored NaN is a gap and equals a gap, and times after now are left out.
 *
 * @param archives one for each archive, finest first
 */
public record Diff(List<ArchiveDiff> archives) {
  public Diff {
    archives = List.copyOf(archives);
  }

  /**
   * What differs in one archive.
   *
   * @param index of the archive, finest first
   * @param total how many intervals were compared
   * @param differences those whose values differ, oldest first
   */
  public record ArchiveDiff(int index, int total, List<Difference> differences) {
    public ArchiveDiff {
      differences = List.copyOf(differences);
    }
  }

  /**
   * One interval with two values.
   *
   * @param time the interval, seconds since 1970
   * @param first the first file's value, NaN if it has none
   * @param second the second file's
   */
  public record Difference(long time, double first, double second) {}

  /**
   * Compares two files.
   *
   * @param ignoreGaps compare only intervals that both know
   * @param until latest time, seconds since 1970
   * @param now the time now
   * @param patience how long to wait for each lock
   * @throws java.nio.file.FileSystemException if the layouts differ
   */
  public static Diff between(
      Path first, Path second, boolean ignoreGaps, long until, long now, Duration patience)
      throws IOException {
    try (DatabasePair files = DatabasePair.openToRead(first, second, patience)) {
      List<ArchiveDiff> archives = new ArrayList<>();
      long end = Math.min(until, now);
      for (int i = 0; i < files.header().archives().size(); i++) {
        Archive archive = files.header().archives().get(i);
        long start = now - archive.retention();
        if (start > end) {
          archives.add(new ArchiveDiff(i, 0, List.of()));
        } else {
          Series one = files.first().fetch(archive, start, end);
          Series two = files.second().fetch(archive, start, end);
          archives.add(compare(i, one, two, ignoreGaps));
        }
        end = Math.min(start, end);
      }
      return new Diff(archives);
    }
  }

  private static ArchiveDiff compare(int index, Series first, Series second, boolean ignoreGaps) {
    List<Difference> differences = new ArrayList<>();
    int total = 0;
    for (int i = 0; i < first.values().length; i++) {
      double one = first.values()[i];
      double two = second.values()[i];
      boolean gapInOne = Double.isNaN(one);
      boolean gapInTwo = Double.isNaN(two);
      if (ignoreGaps ? gapInOne || gapInTwo : gapInOne && gapInTwo) {
        continue;
      }
      total++;
      if (one != two) {
        differences.add(new Difference(first.from() + (long) i * first.step(), one, two));
      }
    }
    return new ArchiveDiff(index, total, differences);
  }

  /** Whether nothing differs. */
  public boolean isEmpty() {
    return archives.stream().allMatch(archive -> archive.differences().isEmpty());
  }
}
