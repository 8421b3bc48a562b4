package org.buckytools.cli.options;

import java.time.InstantSource;
import java.util.regex.Pattern;
import org.buckytools.whisper.Point;

/** Points on the command line, {@code [TIME:]VALUE}. */
public final class Points {

  private static final Pattern VALUE =
      Pattern.compile("[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?");

  private Points() {}

  /**
   * Reads a point.
   *
   * @param text a time as in {@link Times}, or {@code N} for now, a colon or white space, and a
   *     value; or a value alone, of now
   * @param clock says what time it is now
   * @return the point
   * @throws IllegalArgumentException naming what cannot be read
   */
  public static Point parse(String text, InstantSource clock) {
    String[] words = text.strip().split("\\s+", 2);
    String whole = words.length == 2 ? words[0] + ":" + words[1] : words[0];
    // A date has colons too, a value has none.
    int colon = whole.lastIndexOf(':');
    String time = colon < 0 ? "N" : whole.substring(0, colon);
    String value = whole.substring(colon + 1);
    if (!VALUE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a point: '" + value + "' is not a number; write TIME:VALUE");
    }
    double number = Double.parseDouble(value);
    if (Double.isInfinite(number)) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a point: '" + value + "' is too large for a 64-bit float");
    }
    return new Point(Times.kind(clock).parser().apply(time.equals("N") ? "now" : time), number);
  }
}
