package org.buckytools.metric;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts that every name has in which an expression is found: they are looked for first, as that
 * takes a small part of the time of the expression. Where the expression is nothing but a text, it
 * need not be asked at all.
 *
 * <p>Only what surely is required counts: text at the outermost level, in ASCII, that is neither
 * optional nor one of several choices. What is not understood leaves nothing required. The
 * expression must have been compiled before. Immutable.
 */
final class RequiredText {
  private static final byte[] NOTHING = {};
  private static final String REPETITION = "[0-9]{1,9}(,[0-9]{0,9})?";
  private static final String ONE_OF_MANY = "dDwWsS";
  private static final String PLACES = "bBAz";

  private final byte[] start;
  private final byte[] inside;
  private final byte[] end;
  private final boolean isAll;

  private RequiredText(byte[] start, byte[] inside, byte[] end, boolean isAll) {
    this.start = start;
    this.inside = inside;
    this.end = end;
    this.isAll = isAll;
  }

  /** What an expression requires. */
  static RequiredText of(String regex) {
    Reading reading = new Reading(regex);
    return reading.understands()
        ? reading.result()
        : new RequiredText(NOTHING, NOTHING, NOTHING, false);
  }

  /** Whether a name has all that is required. */
  boolean isIn(byte[] name, int length) {
    return begins(name, length) && ends(name, length) && contains(name, length);
  }

  /** Whether nothing else is. */
  boolean isAll() {
    return isAll;
  }

  private boolean begins(byte[] name, int length) {
    return start.length <= length && Arrays.equals(name, 0, start.length, start, 0, start.length);
  }

  private boolean ends(byte[] name, int length) {
    return end.length <= length
        && Arrays.equals(name, length - end.length, length, end, 0, end.length);
  }

  private boolean contains(byte[] name, int length) {
    if (inside.length == 0) {
      return true;
    }
    byte first = inside[0];
    int last = length - inside.length;
    for (int at = 0; at <= last; at++) {
      if (name[at] == first
          && Arrays.equals(name, at, at + inside.length, inside, 0, inside.length)) {
        return true;
      }
    }
    return false;
  }

  @Override
  public String toString() {
    String texts = text(start) + "…" + text(inside) + "…" + text(end);
    return isAll ? texts + "!" : texts;
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.US_ASCII);
  }

  /** Goes through an expression once. */
  private static final class Reading {
    private final String regex;
    private int at;

    /** Text that stands without a gap, up to where it is read. */
    private final StringBuilder run = new StringBuilder();

    private boolean isAnchored;
    private boolean isFirst = true;
    private boolean isPlain = true;
    private String start = "";
    private String inside = "";
    private String end = "";

    Reading(String regex) {
      this.regex = regex;
    }

    RequiredText result() {
      // With an anchor at both ends the one text would have to be the whole name.
      boolean isAll = isPlain && (start.isEmpty() || end.isEmpty());
      return new RequiredText(bytes(start), bytes(inside), bytes(end), isAll);
    }

    private static byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.US_ASCII);
    }

    boolean understands() {
      while (at < regex.length()) {
        char unit = regex.charAt(at);
        at++;
        boolean isClear =
            switch (unit) {
              case '|', ')' -> false;
              case '(' -> group();
              case '[' -> set();
              case '.' -> gap();
              case '^' -> begin();
              case '$' -> end();
              case '*', '+', '?', '{' -> repetition(unit) && gap();
              case '\\' -> escape();
              default -> letter(unit);
            };
        if (!isClear) {
          return false;
        }
      }
      endRun();
      return true;
    }

    /** Something that may be any text, or none. */
    private boolean gap() {
      endRun();
      isPlain = false;
      return true;
    }

    private void endRun() {
      if (isFirst && isAnchored) {
        start = run.toString();
      } else if (run.length() > inside.length()) {
        inside = run.toString();
      }
      run.setLength(0);
      isFirst = false;
    }

    private boolean begin() {
      if (at > 1) {
        return gap();
      }
      isAnchored = true;
      // Repeated, it need not be there.
      return at == regex.length() || "*+?{".indexOf(regex.charAt(at)) < 0;
    }

    private boolean end() {
      if (at < regex.length()) {
        return gap();
      }
      end = run.toString();
      if (isFirst && isAnchored) {
        isPlain = false;
        return true;
      }
      run.setLength(0);
      return true;
    }

    private boolean letter(char unit) {
      if (unit >= 0x80) {
        return gap();
      }
      char next = at < regex.length() ? regex.charAt(at) : 0;
      if (next == '*' || next == '?' || next == '{') {
        return gap();
      }
      run.append(unit);
      return true;
    }

    private boolean escape() {
      if (at == regex.length()) {
        return false;
      }
      char unit = regex.charAt(at);
      at++;
      if (ONE_OF_MANY.indexOf(unit) >= 0 || PLACES.indexOf(unit) >= 0) {
        return gap();
      }
      boolean isItself = unit < 0x80 && !Character.isLetterOrDigit(unit);
      return isItself && letter(unit);
    }

    /** A brace that opens no repetition stands for itself: too much to keep in mind. */
    private boolean repetition(char unit) {
      if (unit != '{') {
        return true;
      }
      int close = regex.indexOf('}', at);
      if (close < 0 || !regex.substring(at, close).matches(REPETITION)) {
        return false;
      }
      at = close + 1;
      return true;
    }

    private boolean set() {
      at = RegexSet.end(regex, at);
      return gap();
    }

    private boolean group() {
      int depth = 1;
      at--;
      while (at < regex.length()) {
        char unit = regex.charAt(at);
        at++;
        switch (unit) {
          case '(' -> {
            // Others change what letters mean, some of them up to the end of the expression.
            if (regex.startsWith("?", at)
                && !regex.startsWith("?:", at)
                && !regex.startsWith("?P<", at)) {
              return false;
            }
            depth++;
          }
          case ')' -> depth--;
          case '[' -> at = RegexSet.end(regex, at);
          case '\\' -> {
            if (regex.startsWith("Q", at)) {
              return false;
            }
            at++;
          }
          default -> {}
        }
        if (depth == 1) {
          return gap();
        }
      }
      return false;
    }
  }
}
