package org.buckytools.console;

import java.nio.file.Path;
import java.util.Locale;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.FileSummary;
import org.buckytools.whisper.FileSummary.ArchiveSummary;
import org.buckytools.whisper.Survey;

/** Shows what is in a whisper file. */
public final class FileReport {

  private static final int BAR = 10;
  private static final int CHART = 60;
  private static final int LEAST_CHART = 10;
  private static final String INDENT = "    ";

  private final Console console;

  /**
   * A report.
   *
   * @param console where to print it
   */
  public FileReport(Console console) {
    this.console = console;
  }

  /**
   * Prints a summary as text.
   *
   * @param file its name
   * @param summary what is in it
   * @param now the time now, seconds since 1970
   */
  public void print(Path file, FileSummary summary, long now) {
    console.println(file.toString());
    console.println("  aggregation    " + summary.header().aggregation().label());
    console.println("  xFilesFactor   " + Float.toString(summary.header().xff()));
    console.println("  max retention  " + TimeText.exactly(summary.header().maxRetention()));
    flow(
        " ",
        "  file size      " + summary.fileSize() + " bytes,",
        Sizes.bytes(summary.allocated()) + " on disk");
    if (summary.newest() == 0) {
      console.println("  newest point   none");
    } else {
      String newest = TimeText.usual().of(summary.newest());
      flow(" ", "  newest point   " + newest, age(now - summary.newest()));
    }
    for (int i = 0; i < summary.archives().size(); i++) {
      print(i, summary.archives().get(i));
    }
  }

  private static String age(long age) {
    return age >= 0 ? "(" + TimeText.roughly(age) + " ago)" : "(ahead of the clock)";
  }

  /** Prints parts in one line, or in as many as they need where the terminal is narrow. */
  private void flow(String between, String... parts) {
    StringBuilder line = new StringBuilder(parts[0]);
    for (int i = 1; i < parts.length; i++) {
      if (line.length() + between.length() + parts[i].length() > console.columns()) {
        console.println(line.toString());
        line.setLength(0);
        line.append(INDENT).append(parts[i]);
      } else {
        line.append(between).append(parts[i]);
      }
    }
    console.println(line.toString());
  }

  private void print(int index, ArchiveSummary summary) {
    Archive archive = summary.archive();
    Survey survey = summary.survey();
    double share = Math.min(1, (double) survey.known() / archive.points());
    console.println("");
    String steps = TimeText.exactly(archive.step()) + ":" + TimeText.exactly(archive.retention());
    flow(
        "  ",
        "  archive " + index + "  " + steps,
        Count.of(archive.points(), "point") + " of " + archive.step() + " s",
        String.format(Locale.ROOT, "|%s| %.1f %% known", Bar.of(share, BAR), share * 100));
    odd(survey.expired(), "older than the retention, to be overwritten");
    odd(survey.future(), "in the future");
    odd(survey.misplaced(), "in slots where whisper never looks");
    if (survey.known() > 0) {
      int room = Math.clamp(console.columns() - INDENT.length(), LEAST_CHART, CHART);
      console.println(INDENT + Sparkline.of(summary.values(), room).stripTrailing());
    }
  }

  private void odd(int count, String what) {
    if (count > 0) {
      console.println(INDENT + count + " more " + what);
    }
  }

  /**
   * Prints a summary as one JSON object on one line, with the names of whisper-info and more.
   *
   * @param file its name
   * @param summary what is in it
   */
  public void printJson(Path file, FileSummary summary) {
    try (Json json = Json.compact(console)) {
      json.object().field("path", file.toString());
      json.field("aggregationMethod", summary.header().aggregation().label());
      json.field("maxRetention", summary.header().maxRetention());
      json.field("xFilesFactor", (double) summary.header().xff());
      json.field("fileSize", summary.fileSize());
      json.field("allocatedSize", summary.allocated());
      json.field("newest", summary.newest());
      json.array("archives");
      for (ArchiveSummary archive : summary.archives()) {
        json.object();
        archive(json, archive.archive());
        json.field("known", archive.survey().known());
        json.field("oldest", archive.survey().oldest());
        json.field("newest", archive.survey().newest());
        json.field("expired", archive.survey().expired());
        json.field("future", archive.survey().future());
        json.field("misplaced", archive.survey().misplaced());
        json.end();
      }
      json.end().end();
    }
  }

  /** Writes an archive's fields, named as whisper-info does. */
  static void archive(Json json, Archive archive) {
    json.field("offset", archive.offset());
    json.field("secondsPerPoint", archive.step());
    json.field("points", archive.points());
    json.field("retention", archive.retention());
    json.field("size", archive.size());
  }
}
