package org.buckytools.ring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Parts a configuration of carbon-c-relay into its statements and their words. Comments run from #
 * to the end of the line, a statement ends with a semicolon, quotes keep a text together.
 */
final class CRelayWords {

  private final Path file;
  private final String text;
  private int at;

  /**
   * One word.
   *
   * @param text without quotes
   * @param quoted whether it had some, so that it is no keyword
   */
  record Word(String text, boolean quoted) {
    boolean is(String keyword) {
      return !quoted && text.equals(keyword);
    }
  }

  private CRelayWords(Path file, String text) {
    this.file = file;
    this.text = text;
  }

  /** The statements, each without its semicolon. */
  static List<List<Word>> statements(Path file, String text) throws RelayConfigurationException {
    var words = new CRelayWords(file, text);
    List<List<Word>> statements = new ArrayList<>();
    List<Word> statement = new ArrayList<>();
    for (Word word = words.next(); word != null; word = words.next()) {
      if (word.is(";") && !statement.isEmpty()) {
        statements.add(List.copyOf(statement));
        statement.clear();
      } else if (word.is(";")) {
        throw new RelayConfigurationException(file, "there is a ';' without a statement");
      } else {
        statement.add(word);
      }
    }
    if (!statement.isEmpty()) {
      throw new RelayConfigurationException(
          file, "the last statement, '" + statement.getFirst().text() + " …', has no ';'");
    }
    return statements;
  }

  private Word next() throws RelayConfigurationException {
    skip();
    if (at == text.length()) {
      return null;
    }
    char first = text.charAt(at);
    if (first == '"') {
      return quoted();
    }
    if (first == ';' || first == '=') {
      at++;
      return new Word(String.valueOf(first), false);
    }
    int start = at;
    while (at < text.length() && !endsWord(text.charAt(at))) {
      at++;
    }
    return new Word(text.substring(start, at), false);
  }

  private void skip() {
    while (at < text.length()) {
      char unit = text.charAt(at);
      if (unit == '#') {
        int end = text.indexOf('\n', at);
        at = end < 0 ? text.length() : end;
      } else if (Character.isWhitespace(unit)) {
        at++;
      } else {
        return;
      }
    }
  }

  private static boolean endsWord(char unit) {
    return Character.isWhitespace(unit) || unit == ';' || unit == '=' || unit == '#';
  }

  private Word quoted() throws RelayConfigurationException {
    StringBuilder content = new StringBuilder();
    for (at++; at < text.length(); at++) {
      char unit = text.charAt(at);
      if (unit == '"') {
        at++;
        return new Word(content.toString(), true);
      }
      if (unit == '\\' && at + 1 < text.length()) {
        at++;
        unit = text.charAt(at);
      }
      content.append(unit);
    }
    throw new RelayConfigurationException(file, "a quoted text has no end: \"" + content);
  }
}
