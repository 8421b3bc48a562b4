package org.buckytools.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Guesses which command was meant. */
final class Suggestions {

  private Suggestions() {}

  static String unknown(String word) {
    String kind = word.startsWith("-") ? "option" : "command";
    String plain = word.toLowerCase(Locale.ROOT);
    List<String> near = new ArrayList<>(near(plain));
    for (String option : List.of("--help", "--version")) {
      if (distance(plain.replaceFirst("^-+", ""), option.substring(2)) <= 2) {
        near.add(option);
      }
    }
    String guess =
        near.isEmpty()
            ? ""
            : near.stream().collect(Collectors.joining(" or ", "; did you mean ", "?"));
    return "unknown " + kind + " '" + word + "'" + guess;
  }

  private static List<String> near(String word) {
    return CommandName.words().stream()
        .filter(
            known ->
                (word.length() > 2 && known.startsWith(word))
                    || distance(word, known) <= Math.min(2, known.length() / 3))
        .toList();
  }

  /** Levenshtein's: how many letters to add, remove or change. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j < row.length; j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j < row.length; j++) {
        int change = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(change, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
