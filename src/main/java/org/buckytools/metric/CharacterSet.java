package org.buckytools.metric;

import java.util.Arrays;

/** The characters that one place of a {@link Glob} takes. Immutable. */
final class CharacterSet {
  static final CharacterSet ANY = new CharacterSet(new int[0], true);

  /** The first and the last of each range, one pair after the other. */
  private final int[] ranges;

  private final boolean isNegated;

  private CharacterSet(int[] ranges, boolean isNegated) {
    this.ranges = ranges;
    this.isNegated = isNegated;
  }

  /** Where the set that begins at a bracket ends, or -1 if it does not. */
  static int end(String glob, int bracket) {
    // The first of a set may be the bracket itself.
    int first = glob.startsWith("!", bracket + 1) ? bracket + 2 : bracket + 1;
    return glob.indexOf(']', first + 1);
  }

  /**
   * Understands a set.
   *
   * @param bracket where it begins
   * @param end where its closing bracket is
   * @throws IllegalArgumentException if a range ends before it begins
   */
  static CharacterSet of(String glob, int bracket, int end) {
    boolean isNegated = glob.charAt(bracket + 1) == '!';
    int[] points = glob.substring(bracket + (isNegated ? 2 : 1), end).codePoints().toArray();
    int[] ranges = new int[2 * points.length];
    int count = 0;
    for (int i = 0; i < points.length; i++) {
      boolean isRange = i + 2 < points.length && points[i + 1] == '-';
      ranges[count] = points[i];
      ranges[count + 1] = isRange ? points[i + 2] : points[i];
      if (ranges[count] > ranges[count + 1]) {
        throw new IllegalArgumentException(
            "'%s' is not a pattern: the range %s-%s ends before it begins"
                .formatted(glob, Character.toString(points[i]), Character.toString(points[i + 2])));
      }
      count += 2;
      i += isRange ? 2 : 0;
    }
    return new CharacterSet(Arrays.copyOf(ranges, count), isNegated);
  }

  /** How many bytes the character at a place has, or -1 if it is none or not one of these. */
  int taken(byte[] text, int at, int length) {
    int first = text[at] & 0xff;
    int size = first < 0x80 ? 1 : first < 0xc0 ? 0 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
    if (size == 0 || at + size > length) {
      return -1;
    }
    int point = size == 1 ? first : first & 0xff >> size + 1;
    for (int i = at + 1; i < at + size; i++) {
      point = point << 6 | text[i] & 0x3f;
    }
    return holds(point) ? size : -1;
  }

  private boolean holds(int point) {
    for (int i = 0; i < ranges.length; i += 2) {
      if (point >= ranges[i] && point <= ranges[i + 1]) {
        return !isNegated;
      }
    }
    return isNegated;
  }
}
