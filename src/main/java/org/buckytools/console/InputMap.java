package org.buckytools.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** A map of names to names: a JSON object of strings, in a file or on standard input. */
public final class InputMap {
  private InputMap() {}

  /**
   * Reads one.
   *
   * @param name of a file, or {@code -} for standard input
   * @throws IOException if it cannot be read, is not such an object, or has a name twice
   */
  public static Map<String, String> read(Console console, String name) throws IOException {
    if (name.equals(InputNames.MARK)) {
      return read("standard input", console.in());
    }
    try (InputStream in = Files.newInputStream(Path.of(name))) {
      return read(name, in);
    }
  }

  private static Map<String, String> read(String title, InputStream in) throws IOException {
    Map<String, String> map = new LinkedHashMap<>();
    try (JsonParser parser = new JsonFactory().createParser(in)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new IOException(title + ": there is no JSON object of OLD: NEW");
      }
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String key = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_STRING) {
          throw new IOException(title + ": " + key + " has no name beside it");
        }
        if (map.put(key, parser.getText()) != null) {
          throw new IOException(title + ": " + key + " is there twice");
        }
      }
    } catch (JsonProcessingException e) {
      throw new IOException(title + ": it is not JSON: " + InputNames.words(e), e);
    }
    return map;
  }
}
