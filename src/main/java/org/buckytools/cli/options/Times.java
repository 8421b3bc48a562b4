package org.buckytools.cli.options;

import java.time.DateTimeException;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Points in time on the command line, as seconds since 1970. */
public final class Times {

  private static final String ACCEPTED =
      "; write seconds since 1970, now, -24h (s, min, h, d, w, mon, y), 2026-01-31 or"
          + " 2026-01-31T12:00:00Z";

  private Times() {}

  /**
   * A point in time: seconds since 1970, {@code now}, a time before now as Graphite writes it
   * ({@code -24h}), a date or a date with time. Without an offset dates are in the machine's time
   * zone, as in Graphite.
   *
   * @param clock says what time it is now
   * @return the kind
   */
  public static Kind<Long> kind(InstantSource clock) {
    return new Kind<>(Long.class, "TIME", text -> parse(text, clock.instant().getEpochSecond()));
  }

  private static long parse(String text, long now) {
    if (text.equals("now")) {
      return now;
    }
    if (text.matches("[0-9]{1,10}")) {
      return Long.parseLong(text);
    }
    OptionalLong before = Relative.seconds(text);
    if (before.isPresent()) {
      return now - before.getAsLong();
    }
    try {
      return date(text);
    } catch (DateTimeException e) {
      throw new IllegalArgumentException("'" + text + "' is not a time" + ACCEPTED, e);
    }
  }

  private static long date(String text) {
    ZoneId zone = ZoneId.systemDefault();
    if (text.matches(".*T.*(Z|[+-][0-9:]+)")) {
      return OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC).toEpochSecond();
    }
    return text.contains("T")
        ? LocalDateTime.parse(text).atZone(zone).toEpochSecond()
        : LocalDate.parse(text).atStartOfDay(zone).toEpochSecond();
  }

  /** Times before now. Loaded only when a time is given, as a pattern takes long to compile. */
  private static final class Relative {
    private static final Pattern PATTERN = Pattern.compile("(?:now)?-([0-9]{1,9})([a-z]+)");
    private static final Map<String, Long> UNITS =
        Map.of(
            "s", 1L,
            "m", 60L,
            "min", 60L,
            "h", 3600L,
            "d", 86_400L,
            "w", 7 * 86_400L,
            "mon", 30 * 86_400L,
            "y", 365 * 86_400L);

    static OptionalLong seconds(String text) {
      Matcher relative = PATTERN.matcher(text);
      Long unit = relative.matches() ? UNITS.get(relative.group(2)) : null;
      return unit == null
          ? OptionalLong.empty()
          : OptionalLong.of(Long.parseLong(relative.group(1)) * unit);
    }
  }
}
