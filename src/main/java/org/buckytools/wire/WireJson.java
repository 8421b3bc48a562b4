package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;

/** Reads and writes one type of the protocol as JSON. Immutable and thread-safe. */
public final class WireJson<T> {
  // One for all: what it has learned of a type serves whoever asks again.
  private static final JsonMapper MAPPER =
      JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();

  private final ObjectReader reader;
  private final ObjectWriter writer;

  /** For a type of this package, or an array or a list of names. */
  public WireJson(Class<T> type) {
    reader = MAPPER.readerFor(type).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
    writer = MAPPER.writerFor(type);
  }

  /** One line of JSON, without its end. */
  public byte[] bytes(T value) {
    try {
      return writer.writeValueAsBytes(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One line of JSON, without its end, for a header. */
  public String text(T value) {
    try {
      return writer.writeValueAsString(value);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /**
   * Reads a value.
   *
   * @throws IOException if it is not such JSON; the message tells where
   */
  public T read(byte[] json, int offset, int length) throws IOException {
    return told(reader.readValue(json, offset, length));
  }

  /**
   * Reads a value.
   *
   * @throws IOException if it is not such JSON; the message tells where
   */
  public T read(byte[] json) throws IOException {
    return read(json, 0, json.length);
  }

  /**
   * Reads a value.
   *
   * @throws IOException if it is not such JSON; the message tells where
   */
  public T read(String json) throws IOException {
    return told(reader.readValue(json));
  }

  // The text "null" is JSON too, but no value of any type here.
  private static <T> T told(T value) throws IOException {
    if (value == null) {
      throw new IOException("null is no answer");
    }
    return value;
  }
}
