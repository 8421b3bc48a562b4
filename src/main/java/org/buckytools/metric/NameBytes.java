package org.buckytools.metric;

/**
 * Checks names that are given as bytes, by the rules of {@link MetricName} and without an object
 * for each.
 */
public final class NameBytes {
  private static final int LONGEST_SEGMENT = 255;
  private static final int LONGEST_NAME = 3500;
  private static final int SUFFIX = MetricName.SUFFIX.length();

  private NameBytes() {}

  /**
   * Whether bytes are the UTF-8 of a metric's name: whether {@link MetricName#of} would take it.
   *
   * @param from where the name begins
   * @param to where it ends
   */
  public static boolean isName(byte[] bytes, int from, int to) {
    if (to - from + SUFFIX > LONGEST_NAME) {
      return false;
    }
    int start = from;
    for (int i = from; i < to; i++) {
      if (bytes[i] == '.') {
        if (!isSegment(bytes, start, i)) {
          return false;
        }
        start = i + 1;
      }
    }
    return to - start <= LONGEST_SEGMENT - SUFFIX && isSegment(bytes, start, to);
  }

  /**
   * Whether bytes may stand between two dots of a metric's name.
   *
   * @param from where they begin
   * @param to where they end
   */
  public static boolean isSegment(byte[] bytes, int from, int to) {
    if (from == to || to - from > LONGEST_SEGMENT) {
      return false;
    }
    int at = from;
    while (at < to) {
      int unit = bytes[at];
      if (unit >= ' ') {
        if (unit == '.' || unit == '/' || unit == 0x7f) {
          return false;
        }
        at++;
      } else {
        int length = unit < 0 ? sequence(bytes, at, to) : 0;
        if (length == 0) {
          return false;
        }
        at += length;
      }
    }
    return true;
  }

  /** How many bytes the character has that begins here; 0 if that is none, or may not occur. */
  private static int sequence(byte[] bytes, int at, int to) {
    int first = bytes[at] & 0xff;
    int length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : 2;
    if (first < 0xc2 || first > 0xf4 || at + length > to) {
      return 0;
    }
    int point = first & 0xff >> length + 1;
    for (int i = at + 1; i < at + length; i++) {
      if ((bytes[i] & 0xc0) != 0x80) {
        return 0;
      }
      point = point << 6 | bytes[i] & 0x3f;
    }
    boolean isShortest = length == 2 || length == 3 && point >= 0x800 || point >= 0x10000;
    boolean isSurrogate = point >= 0xd800 && point <= 0xdfff;
    boolean mayOccur = point >= 0xa0 && point != 0xfffd && point <= 0x10ffff;
    return isShortest && !isSurrogate && mayOccur ? length : 0;
  }
}
