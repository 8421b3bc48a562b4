package org.buckytools.whisper;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads retentions as people write them. Apart from {@link Retention}, which every run needs:
 * patterns are slow to load.
 */
final class RetentionParser {
  // Ten digits hold every number that a file can, and ten billion years do not overflow a long.
  private static final Pattern QUANTITY = Pattern.compile("0*([0-9]{1,10})([a-z]*)");
  private static final List<Unit> UNITS =
      List.of(
          new Unit("seconds", 1),
          new Unit("minutes", 60),
          new Unit("hours", 3600),
          new Unit("days", 86_400),
          new Unit("weeks", 7 * 86_400),
          new Unit("years", 365 * 86_400));

  private record Unit(String name, int seconds) {}

  private RetentionParser() {}

  static Retention parse(String text) {
    String[] parts = text.strip().split(":", 2);
    if (parts.length != 2) {
      throw invalid(text, "it has no ':'; write STEP:DURATION, for example 60s:1d");
    }
    long step = quantity(text, parts[0]);
    if (step == 0) {
      throw invalid(text, "its step is 0");
    }
    long length = quantity(text, parts[1]);
    boolean isNumberOfPoints = Character.isDigit(parts[1].charAt(parts[1].length() - 1));
    long points = isNumberOfPoints ? length : length / step;
    if (points == 0) {
      throw invalid(text, "it keeps no point");
    }
    if (step > Integer.MAX_VALUE || points > Integer.MAX_VALUE) {
      throw invalid(text, "it is too large for a whisper file");
    }
    return new Retention((int) step, (int) points);
  }

  private static long quantity(String whole, String text) {
    Matcher matcher = QUANTITY.matcher(text);
    if (!matcher.matches()) {
      throw invalid(whole, "'" + text + "' is not a number with a unit (s, m, h, d, w, y)");
    }
    long number = Long.parseLong(matcher.group(1));
    String unitName = matcher.group(2);
    if (unitName.isEmpty()) {
      return number;
    }
    for (Unit unit : UNITS) {
      if (unit.name.startsWith(unitName)) {
        return number * unit.seconds;
      }
    }
    throw invalid(whole, "'" + unitName + "' is not a unit; use s, m, h, d, w or y");
  }

  private static IllegalArgumentException invalid(String text, String reason) {
    return new IllegalArgumentException("retention '" + text + "' cannot be read: " + reason);
  }
}
