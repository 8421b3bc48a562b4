package org.buckytools.console;

import java.util.Locale;
import org.buckytools.cluster.plan.Forecast;

/** Shows what going over to a ring would take. */
public final class ForecastReport {
  private static final int BAR = 12;
  private static final double MEGABYTE = 1e6;

  private ForecastReport() {}

  /**
   * Shows it as text.
   *
   * @param bytesPerSecond what each host can send and receive
   */
  public static void print(Console console, Forecast forecast, double bytesPerSecond) {
    console.println(
        forecast.moved()
            + " of "
            + Count.of(forecast.metrics(), "metric is", "metrics are")
            + " not where that ring has them");
    if (!forecast.pairs().isEmpty()) {
      console.println("");
      Table pairs = new Table("FROM", "TO", ">METRICS", ">SIZE");
      for (Forecast.Pair pair : forecast.pairs()) {
        pairs.row(pair.from(), pair.to(), Long.toString(pair.metrics()), Sizes.bytes(pair.bytes()));
      }
      pairs.print(console);
    }
    console.println("");
    long most = 1;
    for (Forecast.Host host : forecast.hosts()) {
      most = Math.max(most, Math.max(host.metricsBefore(), host.metricsAfter()));
    }
    Table hosts =
        new Table("HOST", "", ">METRICS", ">SIZE", "BEFORE", ">METRICS", ">SIZE", "AFTER");
    for (Forecast.Host host : forecast.hosts()) {
      hosts.row(
          host.name(),
          "",
          Long.toString(host.metricsBefore()),
          Sizes.bytes(host.bytesBefore()),
          Bar.of((double) host.metricsBefore() / most, BAR),
          Long.toString(host.metricsAfter()),
          Sizes.bytes(host.bytesAfter()),
          Bar.of((double) host.metricsAfter() / most, BAR));
    }
    hosts.print(console);
    console.println("");
    console.println(
        String.format(
            Locale.ROOT,
            "at %.0f MB/s from and to each host this takes %s at least",
            bytesPerSecond / MEGABYTE,
            time(forecast.seconds(bytesPerSecond))));
    if (forecast.unplaced() > 0) {
      console.println(
          Count.of(forecast.unplaced(), "metric stays where it is", "metrics stay where they are")
              + ": nobody can tell the owners");
    }
    if (forecast.unsized() > 0) {
      console.println(
          Count.of(forecast.unsized(), "file is", "files are")
              + " of unknown size, taken for empty");
    }
  }

  private static String time(double seconds) {
    long whole = (long) Math.ceil(seconds);
    if (whole < 60) {
      return whole + " s";
    }
    if (whole < 3600) {
      return whole / 60 + " min " + whole % 60 + " s";
    }
    return whole / 3600 + " h " + whole % 3600 / 60 + " min";
  }

  /** Shows it as one JSON document. */
  public static void printJson(Console console, Forecast forecast, double bytesPerSecond) {
    try (Json json = Json.indented(console)) {
      json.object().field("metrics", forecast.metrics()).field("moved", forecast.moved());
      json.field("unplaced", forecast.unplaced()).field("unsized", forecast.unsized());
      json.field("seconds", forecast.seconds(bytesPerSecond)).array("pairs");
      for (Forecast.Pair pair : forecast.pairs()) {
        json.object().field("from", pair.from()).field("to", pair.to());
        json.field("metrics", pair.metrics()).field("bytes", pair.bytes()).end();
      }
      json.end().array("hosts");
      for (Forecast.Host host : forecast.hosts()) {
        json.object().field("host", host.name());
        json.field("metrics_before", host.metricsBefore())
            .field("bytes_before", host.bytesBefore());
        json.field("metrics_after", host.metricsAfter()).field("bytes_after", host.bytesAfter());
        json.field("bytes_in", host.bytesIn()).field("bytes_out", host.bytesOut()).end();
      }
      json.end().end();
    }
  }
}
