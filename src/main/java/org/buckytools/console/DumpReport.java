package org.buckytools.console;

import java.util.Locale;
import java.util.function.LongFunction;
import org.buckytools.whisper.Archive;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Slots;

/**
 * Shows every slot of a whisper file, an archive at a time: {@link #header}, then {@link #archive}
 * for each.
 */
public interface DumpReport extends AutoCloseable {

  /**
   * Shows the header.
   *
   * @param header the file's
   */
  void header(Header header);

  /**
   * Shows an archive.
   *
   * @param index finest first
   * @param slots its points
   */
  void archive(int index, Slots slots);

  /** Ends the report. */
  @Override
  void close();

  /**
   * A report in the lines of whisper-dump.
   *
   * @param console where to print it
   * @param times words a timestamp
   * @return the report
   */
  static DumpReport text(Console console, LongFunction<String> times) {
    return new DumpReport() {
      @Override
      public void header(Header header) {
        console.println("Meta data:");
        console.println("  aggregation method: " + header.aggregation().label());
        console.println("  max retention: " + header.maxRetention());
        console.println("  xFilesFactor: " + general(header.xff()));
        console.println("");
        for (int i = 0; i < header.archives().size(); i++) {
          Archive archive = header.archives().get(i);
          console.println("Archive " + i + " info:");
          console.println("  offset: " + archive.offset());
          console.println("  seconds per point: " + archive.step());
          console.println("  points: " + archive.points());
          console.println("  retention: " + archive.retention());
          console.println("  size: " + archive.size());
          console.println("");
        }
      }

      @Override
      public void archive(int index, Slots slots) {
        console.println("Archive " + index + " data:");
        for (int slot = 0; slot < slots.count(); slot++) {
          String time = times.apply(slots.timestamp(slot));
          console.println(slot + ": " + time + ", " + Numbers.exact(slots.value(slot)));
        }
      }

      @Override
      public void close() {}
    };
  }

  private static String general(float xff) {
    String text = String.format(Locale.ROOT, "%.6f", xff).replaceAll("0+$", "");
    return text.endsWith(".") ? text.substring(0, text.length() - 1) : text;
  }

  /**
   * A report as one JSON document: for each archive its points as arrays of timestamp and value.
   *
   * @param console where to print it
   * @return the report
   */
  static DumpReport json(Console console) {
    Json json = Json.compact(console);
    json.object();
    return new DumpReport() {
      @Override
      public void header(Header header) {
        json.field("aggregationMethod", header.aggregation().label());
        json.field("maxRetention", header.maxRetention());
        json.field("xFilesFactor", (double) header.xff());
        json.array("archives");
      }

      @Override
      public void archive(int index, Slots slots) {
        json.object();
        FileReport.archive(json, slots.archive());
        json.array("slots");
        for (int slot = 0; slot < slots.count(); slot++) {
          json.array().value(slots.timestamp(slot)).value(slots.value(slot)).end();
        }
        json.end().end();
      }

      @Override
      public void close() {
        json.end().end().close();
      }
    };
  }
}
