package org.buckytools.cli.options;

import java.time.Clock;

/** {@code --from} and {@code --until}: a range of time. */
public final class TimeRange {

  private final Arg<Long> from;
  private final Arg<Long> until;

  private TimeRange(Arg<Long> from, Arg<Long> until) {
    this.from = from;
    this.until = until;
  }

  /**
   * Adds the options, and a check that the range does not end before it begins.
   *
   * @param syntax the command's
   * @param usualFrom the beginning if none is given, seconds since 1970
   * @param usualUntil the end if none is given
   * @param fromHelp what the beginning means, its default included
   * @param untilHelp what the end means, its default included
   * @return the options
   */
  public static TimeRange on(
      Syntax syntax, long usualFrom, long usualUntil, String fromHelp, String untilHelp) {
    Kind<Long> time = Times.kind(Clock.systemUTC());
    TimeRange range =
        new TimeRange(
            syntax.option("--from", time, usualFrom, fromHelp),
            syntax.option("--until", time, usualUntil, untilHelp));
    syntax.check(range::check);
    return range;
  }

  private void check() {
    if (from() > until()) {
      throw new UsageException(
          "--from " + from() + " is after --until " + until() + "; give them in order");
    }
  }

  /**
   * The beginning.
   *
   * @return seconds since 1970
   */
  public long from() {
    return from.value();
  }

  /**
   * The end.
   *
   * @return seconds since 1970, not before the beginning
   */
  public long until() {
    return until.value();
  }
}
