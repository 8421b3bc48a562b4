package org.buckytools.cluster.plan;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A substitution as sed writes it, {@code s/REGEX/REPLACEMENT/FLAGS}: any character may part it,
 * {@code \1} is a group and {@code &} the match, the flags are {@code g} for every match and {@code
 * i} for upper and lower case alike. The expression is Java's. Immutable.
 */
public final class Substitution {
  private final String text;
  private final Pattern pattern;
  private final String replacement;
  private final boolean all;

  private Substitution(String text, Pattern pattern, String replacement, boolean all) {
    this.text = text;
    this.pattern = pattern;
    this.replacement = replacement;
    this.all = all;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Substitution parse(String text) {
    if (text.length() < 4 || text.charAt(0) != 's' || Character.isLetterOrDigit(text.charAt(1))) {
      throw invalid(text, "write s/OLD/NEW/");
    }
    char part = text.charAt(1);
    StringBuilder[] parts = {new StringBuilder(), new StringBuilder(), new StringBuilder()};
    int at = 0;
    for (int i = 2; i < text.length(); i++) {
      char unit = text.charAt(i);
      if (unit == '\\' && i + 1 < text.length()) {
        i++;
        parts[at].append(text.charAt(i) == part ? "" : "\\").append(text.charAt(i));
      } else if (unit == part && at < 2) {
        at++;
      } else {
        parts[at].append(unit);
      }
    }
    if (at < 2) {
      throw invalid(text, "write s/OLD/NEW/, with three " + part);
    }
    String flags = parts[2].toString();
    if (!flags.matches("g?i?|ig")) {
      throw invalid(text, "the flags are g and i");
    }
    try {
      Pattern pattern =
          Pattern.compile(parts[0].toString(), flags.contains("i") ? Pattern.CASE_INSENSITIVE : 0);
      String replacement = replacement(text, parts[1].toString(), pattern);
      return new Substitution(text, pattern, replacement, flags.contains("g"));
    } catch (PatternSyntaxException e) {
      throw invalid(text, e.getDescription());
    }
  }

  private static IllegalArgumentException invalid(String text, String why) {
    return new IllegalArgumentException("'" + text + "' is no substitution: " + why);
  }

  // Into what Matcher understands.
  private static String replacement(String text, String sed, Pattern pattern) {
    int groups = pattern.matcher("").groupCount();
    StringBuilder java = new StringBuilder();
    for (int i = 0; i < sed.length(); i++) {
      char unit = sed.charAt(i);
      if (unit == '&') {
        java.append("$0");
      } else if (unit == '\\' && i + 1 < sed.length()) {
        i++;
        char next = sed.charAt(i);
        if (next >= '0' && next <= '9') {
          if (next - '0' > groups) {
            throw invalid(text, "there is no group " + next);
          }
          java.append('$').append(next);
        } else {
          java.append(Matcher.quoteReplacement(String.valueOf(next)));
        }
      } else {
        // Escaped, so that a digit is not taken for a part of the group's number before it.
        java.append('\\').append(unit);
      }
    }
    return java.toString();
  }

  /**
   * The other name.
   *
   * @return nothing if the name stays the same
   */
  public Optional<String> of(String name) {
    Matcher matcher = pattern.matcher(name);
    String other = all ? matcher.replaceAll(replacement) : matcher.replaceFirst(replacement);
    return other.equals(name) ? Optional.empty() : Optional.of(other);
  }

  /** As it was written. */
  @Override
  public String toString() {
    return text;
  }
}
