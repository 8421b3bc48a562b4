package org.buckytools.cli;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.buckytools.cli.options.RenameOptions;
import org.buckytools.cluster.plan.Copies;
import org.buckytools.cluster.plan.MoveFile;
import org.buckytools.cluster.plan.PlacedNames;
import org.buckytools.cluster.plan.Renaming;
import org.buckytools.console.Console;
import org.buckytools.console.Printable;

/** Plans what fills metrics into others of another name, and tells what cannot be done. */
final class RenamedMoves {
  private static final int MOST_SHOWN = 20;

  private final Console console;
  private final String title;
  private final RenameOptions options;
  private final RenameOptions.Names names;

  /**
   * To be planned.
   *
   * @param names as the options told them
   */
  RenamedMoves(Console console, String title, RenameOptions options, RenameOptions.Names names) {
    this.console = console;
    this.title = title;
    this.options = options;
    this.names = names;
  }

  /**
   * Adds the moves of all metrics that get another name.
   *
   * @return not OK if some of them cannot be done
   * @throws IOException if a metric would be both filled and filled from
   */
  ExitCode add(PlacedNames found, Renaming renaming, Copies copies, MoveFile moves)
      throws IOException {
    while (found.next()) {
      String name = found.name().text();
      Optional<String> target = names.of(name);
      if (target.isPresent()) {
        renaming.add(name, target.get(), Copies.sources(found));
      }
    }
    TreeSet<String> unplaced = new TreeSet<>();
    renaming.moves(copies, moves, unplaced);
    return tell(renaming.missing(names.map()), unplaced);
  }

  private ExitCode tell(Map<String, String> missing, TreeSet<String> unplaced) {
    unplaced.forEach(
        name ->
            console.message(
                title + ": " + Printable.of(name) + ": nobody can tell which hosts own it"));
    missing.keySet().stream()
        .sorted()
        .limit(MOST_SHOWN)
        .forEach(name -> console.message(title + ": " + Printable.of(name) + ": is nowhere"));
    if (missing.size() > MOST_SHOWN) {
      console.message(title + ": … and " + (missing.size() - MOST_SHOWN) + " more are nowhere");
    }
    boolean isWell = unplaced.isEmpty() && (missing.isEmpty() || options.ignoresMissing());
    return isWell ? ExitCode.OK : ExitCode.SOME_FAILED;
  }
}
