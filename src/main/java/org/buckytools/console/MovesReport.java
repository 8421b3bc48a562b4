package org.buckytools.console;

import java.io.IOException;
import java.util.HashMap;
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
  private final Map<String, long[]> misplaced = new HashMap<>();
  private final StringBuilder lines = new StringBuilder();

  /** A report. */
  public MovesReport(Console console, boolean asJson) {
    this.console = console;
    this.asJson = asJson;
  }

  /** Shows all moves. */
  public void print(MoveSource moves) throws IOException {
    for (Optional<Move> move = moves.next(); move.isPresent(); move = moves.next()) {
      print(move.get());
    }
    end();
  }

  /** Shows one move. */
  public void print(Move move) {
    if (asJson) {
      json(move);
    } else {
      text(move);
    }
    for (Source source : move.sources()) {
      if (source.misplaced()) {
        misplaced.computeIfAbsent(source.agent(), agent -> new long[1])[0]++;
      }
    }
  }

  /** Shows how many there were. */
  public void end() {
    new TreeMap<>(misplaced)
        .forEach(
            (agent, count) ->
                console.message(
                    Count.of(count[0], "metric") + " on " + agent + " must be relocated"));
  }

  // There may be millions: all lines of a move are written at once.
  private void text(Move move) {
    lines.setLength(0);
    for (Fill fill : move.fills()) {
      Source source = move.sourceOf(fill);
      lines.append('[').append(source.agent()).append("] ").append(source.metric());
      lines.append(" => ").append(fill.owner());
      if (!move.metric().equals(source.metric())) {
        lines.append(" as ").append(move.metric());
      }
      lines.append('\n');
    }
    for (Source source : move.sources()) {
      if (source.goes()) {
        lines.append('[').append(source.agent()).append("] ").append(source.metric());
        lines.append(" removed\n");
      }
    }
    if (move.blocked().isPresent()) {
      lines.append("[blocked] ").append(move.metric());
      lines.append(": ").append(move.blocked().get()).append('\n');
    }
    console.print(lines.toString());
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
