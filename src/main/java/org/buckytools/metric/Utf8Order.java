package org.buckytools.metric;

import java.util.Comparator;

/** Orders texts as the bytes of their UTF-8 are ordered. */
public enum Utf8Order implements Comparator<String> {
  /** The order. */
  INSTANCE;

  @Override
  public int compare(String one, String other) {
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
