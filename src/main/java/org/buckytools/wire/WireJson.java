package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Reads and writes one type of the protocol as a JSON object. Immutable and thread-safe.
 *
 * <p>Each type says itself which field is which: found out by reflection, that would take a command
 * longer to learn than most take to run.
 */
public final class WireJson<T> {
  // Threads of requests live for one request each, so what is recycled is shared between them.
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .build();

  // About what one of these takes.
  private static final int USUAL = 512;

  private final JsonFields.Reader<T> reader;
  private final Writer<T> writer;

  /** Writes the fields of an object. */
  @FunctionalInterface
  interface Writer<T> {
    void write(T value, FieldWriter out) throws IOException;
  }

  WireJson(JsonFields.Reader<T> reader, Writer<T> writer) {
    this.reader = reader;
    this.writer = writer;
  }

  /** One line of JSON, without its end. */
  public byte[] bytes(T value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL);
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      out.writeStartObject();
      writer.write(value, new FieldWriter(out));
      out.writeEndObject();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return bytes.toByteArray();
  }

  /** One line of JSON, without its end, for a header. */
  public String text(T value) {
    return new String(bytes(value), StandardCharsets.UTF_8);
  }

  /**
   * Reads a value.
   *
   * @throws IOException if it is not such JSON; the message tells where
   */
  public T read(byte[] json, int offset, int length) throws IOException {
    try (JsonParser parser = FACTORY.createParser(json, offset, length)) {
      return read(parser);
    }
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
    return read(json.getBytes(StandardCharsets.UTF_8));
  }

  private T read(JsonParser parser) throws IOException {
    JsonToken first = parser.nextToken();
    if (first != JsonToken.START_OBJECT) {
      throw new IOException(
          first == null ? "there is no JSON" : "this is no JSON object, but begins with " + first);
    }
    T value = reader.read(JsonFields.of(parser));
    if (parser.nextToken() != null) {
      throw new IOException("something follows the JSON object");
    }
    return value;
  }
}
