package org.buckytools.metric;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/**
 * A regular expression in RE2's syntax, looked for anywhere in a name. However it is written, a
 * name takes time in proportion to its length; most names take a small part of that, as text that
 * the expression requires is looked for first. Thread-safe.
 */
public final class NameRegex implements Predicate<String> {
  private static final int LONGEST = 2000;
  private static final int MOST_STATES = 5000;

  private final Pattern pattern;
  private final RequiredText required;

  private NameRegex(Pattern pattern) {
    this.pattern = pattern;
    required = RequiredText.of(pattern.pattern());
  }

  /**
   * Understands an expression.
   *
   * @throws IllegalArgumentException if it is none or too large
   */
  public static NameRegex of(String text) {
    if (text.length() > LONGEST) {
      throw new IllegalArgumentException(
          "a regular expression of %d characters is too long: at most %d are taken"
              .formatted(text.length(), LONGEST));
    }
    if (RegexSize.of(text) > MOST_STATES) {
      throw new IllegalArgumentException(
          "the regular expression '%s' is too large with its repetitions written out: more than %d states"
              .formatted(InvalidNameException.visible(text), MOST_STATES));
    }
    try {
      return new NameRegex(Pattern.compile(text));
    } catch (PatternSyntaxException e) {
      throw new IllegalArgumentException(
          "'%s' is not a regular expression in RE2's syntax: %s"
              .formatted(InvalidNameException.visible(text), e.getDescription()));
    }
  }

  /** Whether it is found in a name. */
  @Override
  public boolean test(String name) {
    return pattern.matcher(name).find();
  }

  /** The same for many names, for one thread. */
  public NameTest tester() {
    return new Tester(pattern, required);
  }

  private static final class Tester implements NameTest {
    private final Ascii ascii = new Ascii();
    private final Matcher matcher;
    private final RequiredText required;

    Tester(Pattern pattern, RequiredText required) {
      matcher = pattern.matcher(ascii);
      this.required = required;
    }

    @Override
    public boolean test(byte[] name, int length) {
      if (!required.isIn(name, length)) {
        return false;
      }
      return required.isAll() || find(name, length);
    }

    private boolean find(byte[] name, int length) {
      CharSequence text = isAscii(name, length) ? ascii : null;
      if (text == null) {
        text = new String(name, 0, length, StandardCharsets.UTF_8);
      } else {
        ascii.bytes = name;
        ascii.length = length;
      }
      return matcher.reset(text).find();
    }

    private static boolean isAscii(byte[] name, int length) {
      for (int i = 0; i < length; i++) {
        if (name[i] < 0) {
          return false;
        }
      }
      return true;
    }
  }

  /** Bytes as characters, without a copy. */
  private static final class Ascii implements CharSequence {
    private byte[] bytes = new byte[0];
    private int length;

    @Override
    public int length() {
      return length;
    }

    @Override
    public char charAt(int index) {
      return (char) bytes[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return new String(bytes, start, end - start, StandardCharsets.US_ASCII);
    }

    @Override
    public String toString() {
      return new String(bytes, 0, length, StandardCharsets.US_ASCII);
    }
  }

  /** The expression as it was given. */
  @Override
  public String toString() {
    return pattern.pattern();
  }
}
