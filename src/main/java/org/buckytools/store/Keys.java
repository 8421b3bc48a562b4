package org.buckytools.store;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** What keys may be, and their order. */
public final class Keys {
  /** The order of the keys' bytes in UTF-8. */
  public static final Comparator<String> ORDER = Keys::compare;

  private static final int LONGEST_PART = 255;

  private Keys() {}

  /**
   * Checks a key.
   *
   * @return the key
   * @throws IllegalArgumentException if no object can have it
   */
  public static String check(String key) {
    int start = 0;
    while (start <= key.length()) {
      int slash = key.indexOf('/', start);
      int end = slash < 0 ? key.length() : slash;
      String part = key.substring(start, end);
      if (part.isEmpty() || part.equals(".") || part.equals("..") || part.indexOf('\0') >= 0) {
        throw new IllegalArgumentException("'" + key + "' is not the key of an object");
      }
      if (part.length() > LONGEST_PART / 3
          && part.getBytes(StandardCharsets.UTF_8).length > LONGEST_PART) {
        throw new IllegalArgumentException(
            "'" + key + "' is not the key of an object: a part is longer than 255 bytes");
      }
      start = end + 1;
    }
    return key;
  }

  private static int compare(String one, String other) {
    int common = Math.min(one.length(), other.length());
    for (int i = 0; i < common; i++) {
      char mine = one.charAt(i);
      char theirs = other.charAt(i);
      if (mine != theirs) {
        // Halves of a pair stand for characters beyond all single ones, but are smaller numbers.
        boolean pairs = Character.isSurrogate(mine) == Character.isSurrogate(theirs);
        return pairs ? mine - theirs : Character.isSurrogate(mine) ? 1 : -1;
      }
    }
    return one.length() - other.length();
  }
}
