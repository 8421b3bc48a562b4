package org.buckytools.console;

import java.util.function.DoublePredicate;
import java.util.function.LongFunction;
import org.buckytools.whisper.Series;

/** Shows fetched values. */
public final class SeriesReport {

  private final Console console;
  private final DoublePredicate dropped;

  /**
   * A report.
   *
   * @param console where to print it
   * @param dropped which values to leave out, NaN being a gap
   */
  public SeriesReport(Console console, DoublePredicate dropped) {
    this.console = console;
    this.dropped = dropped;
  }

  /**
   * Prints a line for each value: time, tab, value, {@code None} for a gap.
   *
   * @param series the values
   * @param times words a time
   */
  public void print(Series series, LongFunction<String> times) {
    for (int i = 0; i < series.values().length; i++) {
      if (!dropped.test(series.values()[i])) {
        String time = times.apply(series.from() + (long) i * series.step());
        console.println(time + "\t" + Numbers.exact(series.values()[i]));
      }
    }
  }

  /**
   * Prints one JSON object as whisper-fetch does. If values are dropped, {@code values} would not
   * tell their times any more, so there are {@code points} instead, arrays of time and value.
   *
   * @param series the values
   * @param dropping whether values may be left out
   */
  public void printJson(Series series, boolean dropping) {
    try (Json json = Json.compact(console)) {
      json.object();
      json.field("start", series.from()).field("end", series.until()).field("step", series.step());
      json.array(dropping ? "points" : "values");
      for (int i = 0; i < series.values().length; i++) {
        double value = series.values()[i];
        if (!dropping) {
          json.value(value);
        } else if (!dropped.test(value)) {
          json.array().value(series.from() + (long) i * series.step()).value(value).end();
        }
      }
      json.end().end();
    }
  }
}
