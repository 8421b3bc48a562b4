package org.buckytools.metric;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern for whole metric names as Python's {@code fnmatch} has them: {@code *} stands for any
 * characters, dots included, {@code ?} for one, {@code [abc]} and {@code [a-c]} for one of them,
 * {@code [!abc]} for one other. Thread-safe.
 */
public final class Glob implements Predicate<String> {
  private static final String ALL = "*";

  private final String text;
  private final Pattern pattern;

  private Glob(String text) {
    this.text = text;
    this.pattern = text.equals(ALL) ? null : Pattern.compile(expression(text), Pattern.DOTALL);
  }

  /**
   * Understands a pattern.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Glob of(String text) {
    try {
      return new Glob(text);
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException("'" + text + "' is not a pattern: " + e.getDescription());
    }
  }

  private static String expression(String glob) {
    StringBuilder expression = new StringBuilder();
    for (int i = 0; i < glob.length(); i++) {
      char unit = glob.charAt(i);
      if (unit == '*') {
        expression.append(".*");
      } else if (unit == '?') {
        expression.append('.');
      } else if (unit == '[') {
        // The first of a set may be the bracket itself.
        int first = glob.startsWith("!", i + 1) ? i + 2 : i + 1;
        int end = glob.indexOf(']', first + 1);
        if (end < 0) {
          expression.append("\\[");
        } else {
          expression.append(first == i + 2 ? "[^" : "[");
          expression.append(glob.substring(first, end).replaceAll("[\\\\\\[\\]&^]", "\\\\$0"));
          expression.append(']');
          i = end;
        }
      } else {
        expression.append(Pattern.quote(String.valueOf(unit)));
      }
    }
    return expression.toString();
  }

  /** Whether the whole name matches. */
  @Override
  public boolean test(String name) {
    return pattern == null || pattern.matcher(name).matches();
  }

  /** The pattern as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
