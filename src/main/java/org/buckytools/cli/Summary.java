package org.buckytools.cli;

/** One line of counts, of which most are left out where they are zero. */
final class Summary {
  private final StringBuilder text = new StringBuilder();

  /** The line of a restore. */
  static Summary ofRestore(long metrics, long created, long filled, long points, long unchanged) {
    return new Summary()
        .always(metrics, " metrics: ")
        .always(created, " created, ")
        .always(filled, " filled with ")
        .always(points, " points, ")
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

  @Override
  public String toString() {
    return text.toString();
  }
}
