package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.net.ProtocolException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The fields of one JSON object that was read. One that is missing or null is a null text, zero,
 * false or an empty list. Those that nobody asks for may be anything.
 */
final class JsonFields {
  /** Makes a value of an object's fields. */
  @FunctionalInterface
  interface Reader<T> {
    T read(JsonFields fields) throws IOException;
  }

  private static final JsonFields NONE = new JsonFields(Map.of());

  private final Map<String, Object> values;

  private JsonFields(Map<String, Object> values) {
    this.values = values;
  }

  /** Reads the rest of an object that has begun. */
  static JsonFields of(JsonParser parser) throws IOException {
    Map<String, Object> values = new HashMap<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String name = parser.currentName();
      parser.nextToken();
      values.put(name, value(parser));
    }
    return new JsonFields(values);
  }

  // The parser bounds how deep it goes.
  private static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> of(parser);
      case START_ARRAY -> {
        List<Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          list.add(value(parser));
        }
        yield list;
      }
      case VALUE_STRING -> parser.getText();
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> parser.getNumberValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private <T> T get(String name, Class<T> type, String kind, T missing) throws IOException {
    return cast(values.get(name), name, type, kind, missing);
  }

  private static <T> T cast(Object value, String name, Class<T> type, String kind, T missing)
      throws IOException {
    if (value == null) {
      return missing;
    }
    if (!type.isInstance(value)) {
      throw new ProtocolException("'" + name + "' is no " + kind);
    }
    return type.cast(value);
  }

  String text(String name) throws IOException {
    return get(name, String.class, "text", null);
  }

  long number(String name) throws IOException {
    Number number = get(name, Number.class, "number", 0L);
    if (number instanceof Long || number instanceof Integer) {
      return number.longValue();
    }
    throw new ProtocolException("'" + name + "' is no whole number of 64 bits");
  }

  int smallNumber(String name) throws IOException {
    long number = number(name);
    if (number != (int) number) {
      throw new ProtocolException("'" + name + "' is " + number + ", which is too large");
    }
    return (int) number;
  }

  double decimal(String name) throws IOException {
    return get(name, Number.class, "number", 0L).doubleValue();
  }

  boolean flag(String name) throws IOException {
    return get(name, Boolean.class, "true or false", false);
  }

  List<String> texts(String name) throws IOException {
    List<String> texts = new ArrayList<>();
    for (Object value : get(name, List.class, "list", List.of())) {
      if (value == null) {
        throw new ProtocolException("'" + name + "' is no list of texts");
      }
      texts.add(cast(value, name, String.class, "list of texts", null));
    }
    return texts;
  }

  <T> List<T> objects(String name, Reader<T> reader) throws IOException {
    List<T> objects = new ArrayList<>();
    for (Object value : get(name, List.class, "list", List.of())) {
      objects.add(reader.read(cast(value, name, JsonFields.class, "list of objects", NONE)));
    }
    return objects;
  }

  /** An object; one that is missing has no field. */
  JsonFields object(String name) throws IOException {
    return get(name, JsonFields.class, "object", NONE);
  }
}
