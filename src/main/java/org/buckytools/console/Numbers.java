package org.buckytools.console;

import java.math.BigDecimal;

/** Values as text: exact, and written as Graphite's own tools (Python) write them. */
public final class Numbers {

  private static final int LEAST_PLAIN = -4;
  private static final int MOST_PLAIN = 16;

  private Numbers() {}

  /**
   * Words a value with as many digits as it takes to read the same value back, {@code 0.1}, {@code
   * 12345678.0}, {@code 1e+16}.
   *
   * @param value a value; NaN, which is none, becomes {@code None}
   * @return the text
   */
  public static String exact(double value) {
    if (Double.isNaN(value)) {
      return "None";
    }
    if (Double.isInfinite(value)) {
      return value > 0 ? "inf" : "-inf";
    }
    String text = Double.toString(value);
    int mark = text.indexOf('E');
    if (mark < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text.substring(mark + 1));
    if (exponent >= LEAST_PLAIN && exponent < MOST_PLAIN) {
      String plain = new BigDecimal(text).toPlainString();
      return plain.contains(".") ? plain : plain + ".0";
    }
    String digits = text.substring(0, mark);
    if (digits.endsWith(".0")) {
      digits = digits.substring(0, digits.length() - 2);
    }
    return digits
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
