package org.buckytools.console;

import java.nio.file.Path;
import java.util.Locale;
import org.buckytools.whisper.Diff;
import org.buckytools.whisper.Diff.ArchiveDiff;
import org.buckytools.whisper.Diff.Difference;

/** Shows where two files differ, in the forms of whisper-diff. */
public final class DiffReport {

  private final Console console;
  private final boolean columns;
  private final boolean headers;

  /**
   * A report.
   *
   * @param console where to print it
   * @param columns single spaces between the columns, for other programs
   * @param headers name the columns
   */
  public DiffReport(Console console, boolean columns, boolean headers) {
    this.console = console;
    this.columns = columns;
    this.headers = headers;
  }

  /**
   * Prints every difference.
   *
   * @param diff what differs
   */
  public void print(Diff diff) {
    if (headers) {
      row("archive", "timestamp", "value_a", "value_b");
    }
    for (ArchiveDiff archive : diff.archives()) {
      String index = Integer.toString(archive.index());
      if (!columns) {
        console.println(
            String.format(
                Locale.ROOT,
                "Archive %s (%d of %d datapoints differ)",
                index,
                archive.differences().size(),
                archive.total()));
        row("", "timestamp", "value_a", "value_b");
      }
      for (Difference difference : archive.differences()) {
        row(
            columns ? index : "",
            Long.toString(difference.time()),
            Numbers.exact(difference.first()),
            Numbers.exact(difference.second()));
      }
    }
  }

  private void row(String archive, String time, String first, String second) {
    String format = columns ? "%s %s %s %s" : "%7s %11s %13s %13s";
    console.println(String.format(Locale.ROOT, format, archive, time, first, second));
  }

  /**
   * Prints how many points of each archive differ.
   *
   * @param diff what differs
   */
  public void printSummary(Diff diff) {
    String format = columns ? "%s %s %s" : "%7s %9s %9s";
    if (headers) {
      console.println(String.format(Locale.ROOT, format, "archive", "total", "differing"));
    }
    for (ArchiveDiff archive : diff.archives()) {
      console.println(
          String.format(
              Locale.ROOT, format, archive.index(), archive.total(), archive.differences().size()));
    }
  }

  /**
   * Prints one JSON document with the names of whisper-diff.
   *
   * @param first the first file
   * @param second the second file
   * @param diff what differs
   * @param summary leave the single differences out
   */
  public void printJson(Path first, Path second, Diff diff, boolean summary) {
    try (Json json = Json.indented(console)) {
      json.object().field("path_a", first.toString()).field("path_b", second.toString());
      json.array("archives");
      for (ArchiveDiff archive : diff.archives()) {
        json.object().field("archive", archive.index()).field("total", archive.total());
        json.field("points", archive.differences().size());
        if (!summary) {
          json.array("datapoint");
          for (Difference difference : archive.differences()) {
            json.object().field("timestamp", difference.time());
            json.field("value_a", difference.first()).field("value_b", difference.second()).end();
          }
          json.end();
        }
        json.end();
      }
      json.end().end();
    }
  }
}
