package org.buckytools.backup;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.OptionalLong;

/** The dates in keys: {@code 2026-01-31T02:00:00+00:00}, always UTC. */
final class Timestamps {
  private static final String SHAPE = "0000-00-00T00:00:00+00:00";

  /** How many characters a date has. */
  static final int LENGTH = SHAPE.length();

  /** The end of the year 9999, after which dates are longer. */
  static final long LAST = 253_402_300_799L;

  private Timestamps() {}

  static String format(long seconds) {
    LocalDateTime time = LocalDateTime.ofEpochSecond(seconds, 0, ZoneOffset.UTC);
    StringBuilder text = new StringBuilder(LENGTH);
    pad(text, time.getYear(), 4).append('-');
    pad(text, time.getMonthValue(), 2).append('-');
    pad(text, time.getDayOfMonth(), 2).append('T');
    pad(text, time.getHour(), 2).append(':');
    pad(text, time.getMinute(), 2).append(':');
    pad(text, time.getSecond(), 2).append("+00:00");
    return text.toString();
  }

  private static StringBuilder pad(StringBuilder text, int number, int digits) {
    String plain = Integer.toString(number);
    return text.append("0".repeat(Math.max(0, digits - plain.length()))).append(plain);
  }

  /** Seconds since 1970, or nothing if it is no such date. */
  static OptionalLong parse(String text) {
    if (text.length() != LENGTH || !text.endsWith("+00:00")) {
      return OptionalLong.empty();
    }
    for (int i = 0; i < LENGTH; i++) {
      char wanted = SHAPE.charAt(i);
      char unit = text.charAt(i);
      if (wanted == '0' ? unit < '0' || unit > '9' : unit != wanted) {
        return OptionalLong.empty();
      }
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(text, 0, 4),
              number(text, 5, 7),
              number(text, 8, 10),
              number(text, 11, 13),
              number(text, 14, 16),
              number(text, 17, 19));
      return OptionalLong.of(time.toEpochSecond(ZoneOffset.UTC));
    } catch (DateTimeException noDate) {
      return OptionalLong.empty();
    }
  }

  private static int number(String text, int from, int to) {
    return Integer.parseInt(text, from, to, 10);
  }
}
