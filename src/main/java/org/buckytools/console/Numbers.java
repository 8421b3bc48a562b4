package org.buckytools.console;

import java.math.BigDecimal;
import java.math.MathContext;

/** Values as text: exact, and written as Graphite's own tools (Python) write them. */
public final class Numbers {

  private static final int LEAST_PLAIN = -4;
  private static final int MOST_PLAIN = 16;

  private Numbers() {}

  /** Java prints two digits at least, though for the smallest numbers one may tell them apart. */
  private static String shortest(double value) {
    String text = Double.toString(value);
    if (Math.abs(value) < Double.MIN_NORMAL) {
      BigDecimal digit = new BigDecimal(text).round(new MathContext(1));
      if (digit.doubleValue() == value && value != 0) {
        int exponent = digit.precision() - digit.scale() - 1;
        return digit.unscaledValue() + ".0E" + exponent;
      }
    }
    return text;
  }

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
    String text = shortest(value);
    int mark = text.indexOf('E');
    if (mark < 0) {
      return text;
    }
    int exponent = Integer.parseInt(text.substring(mark + 1));
    if (exponent >= LEAST_PLAIN && exponent < MOST_PLAIN) {
      String plain = new BigDecimal(text).stripTrailingZeros().toPlainString();
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
