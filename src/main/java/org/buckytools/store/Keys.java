package org.buckytools.store;

import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/** What keys may be, and their order. */
public final class Keys {
  /** The order of the keys' bytes in UTF-8. */
  public static final Comparator<String> ORDER = Keys::compare;

  /** The most bytes of a key in S3, and in Swift unless it is set up otherwise. */
  private static final int LONGEST = 1024;

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
      start = end + 1;
    }
    return key;
  }

  /**
   * Checks the length of a key for object stores.
   *
   * @throws UnfitKeyException if it is longer than they allow
   */
  public static void checkLength(String key) throws UnfitKeyException {
    if (key.length() > LONGEST / 3 && key.getBytes(StandardCharsets.UTF_8).length > LONGEST) {
      throw new UnfitKeyException(
          "the key " + key + " is longer than the " + LONGEST + " bytes that the store allows");
    }
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
