package org.buckytools.metric;

/** A set of characters in brackets, as part of an expression. */
final class RegexSet {
  private RegexSet() {}

  /**
   * Where a set ends. The first bracket, and any in a class such as {@code [:alpha:]}, does not end
   * it.
   *
   * @param at behind the opening bracket
   * @return behind the closing one
   */
  static int end(String regex, int at) {
    int next = at;
    if (regex.startsWith("^", next)) {
      next++;
    }
    if (regex.startsWith("]", next)) {
      next++;
    }
    while (next < regex.length() && regex.charAt(next) != ']') {
      int named = regex.startsWith("[:", next) ? regex.indexOf(":]", next + 2) : -1;
      if (named >= 0) {
        next = named + 2;
      } else {
        next += regex.charAt(next) == '\\' ? 2 : 1;
      }
    }
    return next + 1;
  }
}
