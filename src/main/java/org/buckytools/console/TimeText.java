package org.buckytools.console;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;

/** Times and durations as people read them. Times are in the machine's time zone. */
public final class TimeText {

  private static final DateTimeFormatter USUAL =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);
  private static final Map<Character, String> FIELDS =
      Map.ofEntries(
          Map.entry('Y', "yyyy"),
          Map.entry('y', "yy"),
          Map.entry('m', "MM"),
          Map.entry('d', "dd"),
          Map.entry('H', "HH"),
          Map.entry('I', "hh"),
          Map.entry('M', "mm"),
          Map.entry('S', "ss"),
          Map.entry('p', "a"),
          Map.entry('j', "DDD"),
          Map.entry('a', "EEE"),
          Map.entry('A', "EEEE"),
          Map.entry('b', "MMM"),
          Map.entry('B', "MMMM"),
          Map.entry('z', "xx"),
          Map.entry('Z', "zzz"),
          Map.entry('F', "yyyy-MM-dd"),
          Map.entry('T', "HH:mm:ss"),
          Map.entry('R', "HH:mm"));
  private static final long[] UNIT_SECONDS = {31_536_000, 604_800, 86_400, 3600, 60, 1};
  private static final String[] UNIT_NAMES = {"y", "w", "d", "h", "m", "s"};
  private static final String[] SPOKEN_NAMES = {"y", "w", "d", "h", "min", "s"};

  private final DateTimeFormatter formatter;

  private TimeText(DateTimeFormatter formatter) {
    this.formatter = formatter;
  }

  /**
   * Times such as {@code 2026-01-31 12:00:00}.
   *
   * @return the format
   */
  public static TimeText usual() {
    return new TimeText(USUAL);
  }

  /**
   * Times in a format of strftime(3), which whisper's own tools take too.
   *
   * @param format with fields such as {@code %H:%M}
   * @return the format
   * @throws IllegalArgumentException if a field is not known
   */
  public static TimeText strftime(String format) {
    StringBuilder pattern = new StringBuilder();
    StringBuilder literal = new StringBuilder();
    for (int i = 0; i < format.length(); i++) {
      char unit = format.charAt(i);
      if (unit != '%') {
        literal.append(unit);
        continue;
      }
      i++;
      char field = i < format.length() ? format.charAt(i) : ' ';
      if (field == '%') {
        literal.append('%');
      } else if (FIELDS.containsKey(field)) {
        quote(pattern, literal);
        pattern.append(FIELDS.get(field));
      } else {
        throw new IllegalArgumentException(
            "'"
                + format
                + "' has the field '%"
                + field
                + "', known are "
                + String.join(" ", FIELDS.keySet().stream().sorted().map(f -> "%" + f).toList()));
      }
    }
    quote(pattern, literal);
    return new TimeText(DateTimeFormatter.ofPattern(pattern.toString(), Locale.ENGLISH));
  }

  private static void quote(StringBuilder pattern, StringBuilder literal) {
    if (!literal.isEmpty()) {
      pattern.append('\'').append(literal.toString().replace("'", "''")).append('\'');
      literal.setLength(0);
    }
  }

  /**
   * Words a time.
   *
   * @param seconds since 1970
   * @return the text
   */
  public String of(long seconds) {
    try {
      return formatter.format(Instant.ofEpochSecond(seconds).atZone(ZoneId.systemDefault()));
    } catch (DateTimeException outOfRange) {
      return Long.toString(seconds);
    }
  }

  /**
   * Words a duration exactly, in the largest unit that divides it, {@code 90s}, {@code 1d}, as a
   * retention is written.
   *
   * @param seconds zero or more
   * @return the text
   */
  public static String exactly(long seconds) {
    for (int i = 0; i < UNIT_SECONDS.length - 1; i++) {
      if (seconds > 0 && seconds % UNIT_SECONDS[i] == 0) {
        return seconds / UNIT_SECONDS[i] + UNIT_NAMES[i];
      }
    }
    return seconds + "s";
  }

  /**
   * Words a duration roughly, in the largest unit of which there are two at least, {@code 90 s},
   * {@code 26 h}.
   *
   * @param seconds zero or more
   * @return the text
   */
  public static String roughly(long seconds) {
    for (int i = 0; i < UNIT_SECONDS.length - 1; i++) {
      if (seconds >= 2 * UNIT_SECONDS[i]) {
        return seconds / UNIT_SECONDS[i] + " " + SPOKEN_NAMES[i];
      }
    }
    return seconds + " s";
  }
}
