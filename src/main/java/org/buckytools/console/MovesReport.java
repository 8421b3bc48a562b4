package org.buckytools.console;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.plan.MoveSource;

/**
 * Shows what moving would do: {@code [SOURCE] NAME => OWNER} for each copy and {@code [SOURCE] NAME
 * removed} for each removal after it, or a JSON object a line.
 */
public final class MovesReport {
  private final Console console;
  private final boolean asJson;

  /** A report. */
  public MovesReport(Console console, boolean asJson) {
    this.console = console;
    this.asJson = asJson;
  }

  /** Shows all moves. */
  public void print(MoveSource moves) throws IOException {
    Map<String, Long> misplaced = new TreeMap<>();
    for (Optional<Move> move = moves.next(); move.isPresent(); move = moves.next()) {
      if (asJson) {
        json(move.get());
      } else {
        text(move.get());
      }
      for (Source source : move.get().sources()) {
        if (source.misplaced()) {
          misplaced.merge(source.agent(), 1L, Long::sum);
        }
      }
    }
    misplaced.forEach(
        (agent, count) -> console.message(count + " metrics on " + agent + " must be relocated"));
  }

  private void text(Move move) {
    for (Fill fill : move.fills()) {
      Source source = move.sourceOf(fill);
      String as = move.metric().equals(source.metric()) ? "" : " as " + move.metric();
      console.println("[" + source.agent() + "] " + source.metric() + " => " + fill.owner() + as);
    }
    for (Source source : move.sources()) {
      if (source.goes()) {
        console.println("[" + source.agent() + "] " + source.metric() + " removed");
      }
    }
    move.blocked().ifPresent(why -> console.println("[blocked] " + move.metric() + ": " + why));
  }

  private void json(Move move) {
    try (Json json = Json.compact(console)) {
      json.object().field("metric", move.metric()).array("owners");
      move.owners().forEach(json::value);
      json.end().array("fills");
      for (Fill fill : move.fills()) {
        Source source = move.sourceOf(fill);
        json.object().field("from", source.agent()).field("metric", source.metric());
        json.field("to", fill.owner()).end();
      }
      json.end().array("removes");
      for (Source source : move.sources()) {
        if (source.goes()) {
          json.object().field("from", source.agent()).field("metric", source.metric()).end();
        }
      }
      json.end();
      move.blocked().ifPresent(why -> json.field("blocked", why));
      json.end();
    }
  }
}
