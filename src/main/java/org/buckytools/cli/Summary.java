package org.buckytools.cli;

import org.buckytools.console.Count;

/** One line of counts, of which most are left out where they are zero. */
final class Summary {
  private final StringBuilder text = new StringBuilder();

  /** The line of a restore. */
  static Summary ofRestore(long metrics, long created, long filled, long points, long unchanged) {
    return new Summary()
        .text(Count.of(metrics, "metric") + ": ")
        .always(created, " created, ")
        .always(filled, " filled with ")
        .text(Count.of(points, "point") + ", ")
        .always(unchanged, " had all");
  }

  /** Adds a count, whatever it is. */
  Summary always(long count, String what) {
    text.append(count).append(what);
    return this;
  }

  /** Adds words. */
  Summary text(String words) {
    text.append(words);
    return this;
  }

  /** Adds a count after a comma, unless it is zero. */
  Summary add(long count, String what) {
    if (count > 0) {
      text.append(", ").append(count).append(what);
    }
    return this;
  }

  /** Adds a number of things after a comma, and what is said of them, unless there are none. */
  Summary add(long count, String one, String what) {
    return count > 0 ? text(", " + Count.of(count, one) + what) : this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
