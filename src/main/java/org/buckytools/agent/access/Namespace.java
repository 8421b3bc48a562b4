package org.buckytools.agent.access;

/**
 * A glob on whole metric names as buckyd's tokens hold them, which are those of Go's {@code
 * filepath.Match}: {@code *} stands for any characters but a slash, so for dots too; {@code ?} for
 * one; {@code [abc]} and {@code [a-c]} for one of them, {@code [^abc]} for one other; a backslash
 * takes the meaning from the character behind it. A malformed one matches nothing. Immutable.
 *
 * <p>Matching takes at most time in proportion to the glob's length times the name's.
 */
final class Namespace {
  private static final int NONE = -1;
  private static final String SPECIAL = "*?[\\";

  private final String glob;
  private final int[] pattern;
  private final boolean wellFormed;

  Namespace(String glob) {
    this.glob = glob;
    this.pattern = glob.codePoints().toArray();
    this.wellFormed = wellFormed(pattern);
  }

  /** The glob that matches one name only. */
  static String only(String name) {
    StringBuilder glob = new StringBuilder(name.length());
    name.codePoints()
        .forEach(
            unit -> {
              if (SPECIAL.indexOf(unit) >= 0) {
                glob.append('\\');
              }
              glob.appendCodePoint(unit);
            });
    return glob.toString();
  }

  private static boolean wellFormed(int[] pattern) {
    int at = 0;
    while (at < pattern.length) {
      at = end(pattern, at);
      if (at == NONE) {
        return false;
      }
    }
    return true;
  }

  /** Whether it is a glob at all. */
  boolean isWellFormed() {
    return wellFormed;
  }

  /** Whether every name matches. */
  boolean matchesAll() {
    return !glob.isEmpty() && glob.chars().allMatch(unit -> unit == '*');
  }

  /** Whether a whole name matches. */
  boolean matches(String name) {
    return wellFormed && matches(name.codePoints().toArray());
  }

  // A star is left as soon as the rest fits, and taken up again one character later where it does
  // not; of several only the last can matter.
  private boolean matches(int[] name) {
    int at = 0;
    int p = 0;
    int star = NONE;
    int resume = 0;
    while (at < name.length) {
      if (p < pattern.length && pattern[p] == '*') {
        star = p++;
        resume = at;
      } else if (p < pattern.length && fits(p, name[at])) {
        p = end(pattern, p);
        at++;
      } else if (star != NONE && name[resume] != '/') {
        p = star + 1;
        at = ++resume;
      } else {
        return false;
      }
    }
    while (p < pattern.length && pattern[p] == '*') {
      p++;
    }
    return p == pattern.length;
  }

  /** Whether the element of the glob at an index fits one character. */
  private boolean fits(int p, int unit) {
    return switch (pattern[p]) {
      case '?' -> unit != '/';
      case '[' -> inSet(p + 1, unit);
      case '\\' -> pattern[p + 1] == unit;
      default -> pattern[p] == unit;
    };
  }

  private boolean inSet(int first, int unit) {
    boolean negated = pattern[first] == '^';
    int p = negated ? first + 1 : first;
    boolean found = false;
    do {
      int least = literal(p);
      p = afterLiteral(pattern, p);
      int most = least;
      if (pattern[p] == '-') {
        most = literal(p + 1);
        p = afterLiteral(pattern, p + 1);
      }
      found |= least <= unit && unit <= most;
    } while (pattern[p] != ']');
    return found != negated;
  }

  private int literal(int p) {
    return pattern[p] == '\\' ? pattern[p + 1] : pattern[p];
  }

  /** The index behind the element at one, or {@link #NONE} if it is malformed. */
  private static int end(int[] pattern, int at) {
    return switch (pattern[at]) {
      case '[' -> endOfSet(pattern, at + 1);
      case '\\' -> at + 1 < pattern.length ? at + 2 : NONE;
      default -> at + 1;
    };
  }

  // A set holds something at least; a bracket or dash in it needs a backslash.
  private static int endOfSet(int[] pattern, int first) {
    int p = first < pattern.length && pattern[first] == '^' ? first + 1 : first;
    do {
      p = afterLiteral(pattern, p);
      if (p != NONE && p < pattern.length && pattern[p] == '-') {
        p = afterLiteral(pattern, p + 1);
      }
      if (p == NONE || p == pattern.length) {
        return NONE;
      }
    } while (pattern[p] != ']');
    return p + 1;
  }

  private static int afterLiteral(int[] pattern, int p) {
    if (p >= pattern.length || pattern[p] == ']' || pattern[p] == '-') {
      return NONE;
    }
    int last = pattern[p] == '\\' ? p + 1 : p;
    return last < pattern.length ? last + 1 : NONE;
  }

  @Override
  public String toString() {
    return glob;
  }
}
