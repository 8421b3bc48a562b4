package org.buckytools.metric;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * A pattern for whole metric names as Python's {@code fnmatch} has them: {@code *} stands for any
 * characters, dots included, {@code ?} for one, {@code [abc]} and {@code [a-c]} for one of them,
 * {@code [!abc]} for one other.
 *
 * <p>No pattern takes longer for a name than the product of their lengths. Thread-safe.
 */
public final class Glob implements Predicate<String>, NameTest {
  private static final int STAR = -1;
  private static final int LONGEST = 4000;

  private final String text;

  /** Bytes as they are, {@link #STAR}, or -2 and less for a set. */
  private final int[] tokens;

  private final List<CharacterSet> sets = new ArrayList<>();

  private Glob(String text) {
    this.text = text;
    int[] found = new int[4 * text.length()];
    int count = 0;
    int at = 0;
    while (at < text.length()) {
      int point = text.codePointAt(at);
      int end = point == '[' ? CharacterSet.end(text, at) : -1;
      if (point == '*') {
        found[count] = STAR;
        count++;
        at++;
      } else if (point == '?' || end >= 0) {
        sets.add(end < 0 ? CharacterSet.ANY : CharacterSet.of(text, at, end));
        found[count] = STAR - sets.size();
        count++;
        at = Math.max(at, end) + 1;
      } else {
        String plain = Character.toString(point);
        for (byte unit : plain.getBytes(StandardCharsets.UTF_8)) {
          found[count] = unit & 0xff;
          count++;
        }
        at += plain.length();
      }
    }
    tokens = Arrays.copyOf(found, count);
  }

  /**
   * Understands a pattern.
   *
   * @throws IllegalArgumentException if it is none, or longer than any name
   */
  public static Glob of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a pattern of %d characters is too long: at most %d are taken"
              .formatted(text.length(), LONGEST));
    }
    return new Glob(text);
  }

  /** Whether the whole name matches. */
  @Override
  public boolean test(String name) {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    return test(bytes, bytes.length);
  }

  /** Whether the whole name matches. Thread-safe. */
  @Override
  public boolean test(byte[] name, int length) {
    int token = 0;
    int at = 0;
    // Only the last star need ever take more: what came before it is matched as early as can be.
    int star = -1;
    int starEnd = 0;
    while (at < length || token < tokens.length) {
      int taken = token < tokens.length ? taken(token, name, at, length) : -1;
      if (taken == 0) {
        star = token;
        starEnd = at;
        token++;
      } else if (taken > 0) {
        at += taken;
        token++;
      } else if (star >= 0 && starEnd < length) {
        starEnd++;
        at = starEnd;
        token = star + 1;
      } else {
        return false;
      }
    }
    return true;
  }

  /** How many bytes a token takes at a place, 0 for a star, or -1 if it does not match. */
  private int taken(int token, byte[] name, int at, int length) {
    int kind = tokens[token];
    if (kind == STAR) {
      return 0;
    }
    if (at == length) {
      return -1;
    }
    if (kind >= 0) {
      return (name[at] & 0xff) == kind ? 1 : -1;
    }
    return sets.get(STAR - 1 - kind).taken(name, at, length);
  }

  /** The pattern as it was given. */
  @Override
  public String toString() {
    return text;
  }
}
