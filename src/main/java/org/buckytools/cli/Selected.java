package org.buckytools.cli;

import java.io.IOException;
import java.util.List;
import org.buckytools.cli.options.NameSelection;
import org.buckytools.client.NameQuery;
import org.buckytools.console.Console;
import org.buckytools.console.Printable;
import org.buckytools.metric.GivenNames;

/**
 * What a command is to work on, standard input being read.
 *
 * @param query what to ask agents for
 * @param named the names that were given; none if they were given as patterns or not at all
 */
record Selected(NameQuery query, GivenNames named) {

  static Selected read(Console console, NameSelection names) throws IOException {
    if (names.isOpen()) {
      return new Selected(names.query(console), new GivenNames(List.of()));
    }
    GivenNames named = new GivenNames(names.names(console));
    return new Selected(NameQuery.among(named.stored()), named);
  }

  /**
   * Tells that nothing was found, where nothing else would: silence may mean success. There is
   * nothing wrong with that, as much that selects by patterns runs every day.
   */
  static void tellIfNone(Console console, String title, long found) {
    if (found == 0) {
      console.message(title + ": no metric is selected by that");
    }
  }

  /** Tells which of the given names nobody has, or that no name was selected. */
  ExitCode tellMissing(Console console, String title, long found) {
    List<String> missing = named.missing();
    if (missing.isEmpty()) {
      tellIfNone(console, title, found);
    }
    for (String name : missing) {
      console.message(title + ": " + Printable.of(name) + ": no such metric");
    }
    return EachItem.code(found, missing.size());
  }
}
