package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes one type of the protocol as a JSON object. Immutable and thread-safe.
 *
 * <p>Each type says itself which field is which: found out by reflection, that would take a command
 * longer to learn than most take to run.
 */
public final class WireJson<T> {
  // Threads of requests live for one request each, so what is recycled is shared between them.
  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .recyclerPool(JsonRecyclerPools.sharedConcurrentDequePool())
          .disable(StreamReadFeature.AUTO_CLOSE_SOURCE)
          .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
          .rootValueSeparator("\n")
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

  /** A line of JSON for each of some values. */
  public byte[] lines(List<T> values) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(USUAL * values.size());
    try (JsonGenerator out = FACTORY.createGenerator(bytes)) {
      for (T value : values) {
        out.writeStartObject();
        writer.write(value, new FieldWriter(out));
        out.writeEndObject();
      }
      if (!values.isEmpty()) {
        out.writeRaw('\n');
      }
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
   * Values as they come, one after the other. Made once for all of them, the parser costs half of
   * what one for each does.
   *
   * @param in is not closed
   */
  public Values<T> values(InputStream in) {
    return new Values<>(this, in);
  }

  /**
   * Values of a stream, parted by the ends of lines or other white space. For one thread.
   *
   * @param <T> what they are
   */
  public static final class Values<T> implements AutoCloseable {
    private final WireJson<T> json;
    private final InputStream in;
    private JsonParser parser;

    private Values(WireJson<T> json, InputStream in) {
      this.json = json;
      this.in = in;
    }

    /**
     * Reads the next.
     *
     * @return nothing at the end
     * @throws EOFException if the stream ends in the middle of a value
     * @throws ProtocolException if it is not such JSON; the message tells where
     * @throws IOException of the stream
     */
    public Optional<T> next() throws IOException {
      try {
        if (parser == null) {
          parser = FACTORY.createParser(in);
        }
        JsonToken first = parser.nextToken();
        return first == null ? Optional.empty() : Optional.of(json.read(parser, first));
      } catch (JsonEOFException cut) {
        throw new EOFException("it ends in the middle");
      } catch (JsonProcessingException garbage) {
        throw malformed(garbage);
      }
    }

    @Override
    public void close() {
      try {
        if (parser != null) {
          parser.close();
        }
      } catch (IOException impossible) {
        throw new IllegalStateException(impossible);
      }
    }
  }

  private static ProtocolException malformed(JsonProcessingException garbage) {
    ProtocolException failure = new ProtocolException(garbage.getOriginalMessage());
    failure.initCause(garbage);
    return failure;
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
    if (first == null) {
      throw new ProtocolException("there is no JSON");
    }
    T value = read(parser, first);
    if (parser.nextToken() != null) {
      throw new ProtocolException("something follows the JSON object");
    }
    return value;
  }

  private T read(JsonParser parser, JsonToken first) throws IOException {
    if (first != JsonToken.START_OBJECT) {
      throw new ProtocolException("this is no JSON object, but begins with " + first);
    }
    return reader.read(JsonFields.of(parser));
  }
}
