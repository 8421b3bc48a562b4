package org.buckytools.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Names given on standard input: one a line, or one JSON array of strings. */
public final class InputNames {

  /** What stands for standard input among names on a command line. */
  public static final String MARK = "-";

  private InputNames() {}

  /**
   * Puts the names of standard input where the mark is.
   *
   * @param console whose standard input is read
   * @param names of the command line
   * @return the names, or as they were if none of them is the mark
   * @throws IOException if standard input cannot be read or is not what it should be
   */
  public static List<String> expand(Console console, List<String> names) throws IOException {
    List<String> all = new ArrayList<>();
    for (String name : names) {
      if (name.equals(MARK)) {
        all.addAll(read(console));
      } else {
        all.add(name);
      }
    }
    return all;
  }

  private static List<String> read(Console console) throws IOException {
    var input = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    if (first(input) == '[') {
      return array(input);
    }
    return input.lines().map(String::strip).filter(line -> !line.isEmpty()).toList();
  }

  /** Looks at the first character, which is where input that cannot be read is found out. */
  private static int first(BufferedReader input) throws IOException {
    try {
      input.mark(1);
      int first = input.read();
      input.reset();
      return first;
    } catch (IOException failure) {
      throw new IOException("standard input: " + failure.getMessage(), failure);
    }
  }

  private static List<String> array(BufferedReader input) throws IOException {
    List<String> names = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(input)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.VALUE_STRING) {
        names.add(parser.getText());
      }
      if (parser.currentToken() != JsonToken.END_ARRAY) {
        throw new IOException(
            "standard input begins like a JSON array of names, and holds " + parser.currentToken());
      }
    } catch (JsonProcessingException broken) {
      throw new IOException(
          "standard input begins like a JSON array of names, and is none: " + words(broken),
          broken);
    }
    return names;
  }

  /** What is wrong with JSON, without what its reader says of itself. */
  static String words(JsonProcessingException broken) {
    return broken.getOriginalMessage().replaceAll("\\[Source: [^;]*; (line[^\\]]*)\\]", "$1");
  }
}
