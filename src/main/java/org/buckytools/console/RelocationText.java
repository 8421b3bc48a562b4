package org.buckytools.console;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Finished;
import org.buckytools.cluster.relocation.Finished.Result;
import org.buckytools.cluster.relocation.RelocationReport;
import org.buckytools.cluster.relocation.RelocationReport.HostShare;

/**
 * Shows how a relocation goes and went: its events as JSON, a line each, and its report in either
 * form.
 */
public final class RelocationText {
  private static final int MOST_FAILURES = 20;

  private RelocationText() {}

  /** Shows that a move has ended, as JSON. */
  public static void event(Console console, Finished finished) {
    try (Json json = Json.compact(console)) {
      json.object().field("event", "finished").field("metric", finished.move().metric());
      json.field("result", word(finished.result())).field("points", finished.points());
      json.field("bytes", finished.bytes());
      if (!finished.reason().isEmpty()) {
        json.field("agent", finished.agent()).field("reason", finished.reason());
      }
      json.end();
    }
  }

  /** Shows that an agent is given up, as JSON. */
  public static void lost(Console console, String agent, String reason) {
    try (Json json = Json.compact(console)) {
      json.object().field("event", "lost").field("agent", agent).field("reason", reason).end();
    }
  }

  private static String word(Result result) {
    return result.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /** Shows the report as JSON. */
  public static void json(Console console, RelocationReport report) {
    try (Json json = Json.compact(console)) {
      json.object().field("event", "report").object("results");
      report.counts().forEach((result, count) -> json.field(word(result), count));
      json.end().field("points", report.points()).field("bytes", report.bytes());
      json.field("seconds", seconds(report.elapsed()));
      json.field("interrupted", report.interrupted()).object("reasons");
      report.reasons().forEach((reason, count) -> json.field(reason, count));
      json.end().object("hosts");
      report
          .hosts()
          .forEach(
              (agent, host) -> {
                json.object(agent).field("pulled", host.pulled());
                json.field("bytes_pulled", host.bytesPulled());
                json.field("pulling_seconds", seconds(host.pulling()));
                json.field("read", host.read()).field("bytes_read", host.bytesRead());
                json.field("removed", host.removed());
                json.field("removing_seconds", seconds(host.removing())).end();
              });
      json.end().end();
    }
  }

  /**
   * Tells how a move has ended.
   *
   * @param all also what is not removed anywhere
   */
  public static List<String> lines(Finished finished, boolean all) {
    Move move = finished.move();
    List<String> lines = new ArrayList<>();
    if (all) {
      String reason = finished.reason().isEmpty() ? "" : ": " + finished.reason();
      String owners = String.join(", ", move.owners());
      lines.add(word(finished.result()) + " " + move.metric() + " => " + owners + reason);
    }
    if (finished.result() == Result.MOVED || finished.result() == Result.DELETED) {
      for (Source source : move.sources()) {
        if (source.goes()) {
          lines.add("removed " + source.metric() + " from " + source.agent());
        }
      }
    }
    return lines;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  /** Shows the report as lines. */
  public static void print(RelocationReport report, Consumer<String> lines) {
    int shown = 0;
    for (Finished failure : report.failures()) {
      if (shown == MOST_FAILURES) {
        lines.accept(
            "… and "
                + (report.count(Result.FAILED) - shown)
                + " more that failed; --json and the journal have all");
        break;
      }
      shown++;
      lines.accept(
          Printable.of(failure.move().metric())
              + ": failed at "
              + failure.agent()
              + ": "
              + Printable.of(failure.reason()));
    }
    report
        .reasons()
        .forEach(
            (reason, count) ->
                lines.accept(Count.of(count, "metric") + ": " + Printable.of(reason)));
    for (Map.Entry<String, HostShare> host : report.hosts().entrySet()) {
      lines.accept(host.getKey() + ": " + share(host.getValue()));
    }
    lines.accept(summary(report));
  }

  private static String share(HostShare host) {
    return String.format(
        Locale.ROOT,
        "fetched %d (%s) in %.1f s of requests, gave %d (%s), removed %d in %.1f s of requests",
        host.pulled(),
        Sizes.bytes(host.bytesPulled()),
        seconds(host.pulling()),
        host.read(),
        Sizes.bytes(host.bytesRead()),
        host.removed(),
        seconds(host.removing()));
  }

  /** The whole in a line. */
  public static String summary(RelocationReport report) {
    List<String> parts = new ArrayList<>();
    report.counts().forEach((result, count) -> parts.add(count + " " + word(result)));
    double time = Math.max(1e-3, seconds(report.elapsed()));
    return String.format(
        Locale.ROOT,
        "%s%s; %s, %s in %.1f s (%.0f metrics/s, %s/s)",
        report.interrupted() ? "interrupted: " : report.isBalanced() ? "cluster is balanced: " : "",
        parts.isEmpty() ? "nothing done" : String.join(", ", parts),
        Count.of(report.points(), "point"),
        Sizes.bytes(report.bytes()),
        time,
        report.total() / time,
        Sizes.bytes(Math.round(report.bytes() / time)));
  }
}
