package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringWriter;
import java.net.ProtocolException;
import java.util.List;
import java.util.Optional;

/**
 * Reads buckyd's array of names one after the other, without holding more than one. What are no
 * names of metrics are handed on as well. For one thread.
 */
public final class JsonNames implements AutoCloseable {
  private final JsonParser parser;
  private boolean ended;

  /**
   * Begins to read.
   *
   * @throws ProtocolException if this is no array
   */
  public JsonNames(InputStream in) throws IOException {
    parser = new JsonFactory().createParser(in);
    JsonToken first = token();
    // Go writes an empty list so, if nothing was ever put into it.
    ended = first == JsonToken.VALUE_NULL;
    if (!ended && first != JsonToken.START_ARRAY) {
      throw new ProtocolException("this is no JSON array of names, but begins with " + first);
    }
  }

  /**
   * The next name, nothing at the end.
   *
   * @throws ProtocolException if there is anything but a text, or the array does not end
   */
  public Optional<String> next() throws IOException {
    if (ended) {
      return Optional.empty();
    }
    JsonToken token = token();
    if (token == JsonToken.VALUE_STRING) {
      return Optional.of(parser.getText());
    }
    if (token != JsonToken.END_ARRAY) {
      throw new ProtocolException(
          token == null ? "the array of names is cut off" : "among the names is a " + token);
    }
    if (token() != null) {
      throw new ProtocolException("something follows the array of names");
    }
    ended = true;
    return Optional.empty();
  }

  /** Writes such an array. */
  public static String text(List<String> names) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = new JsonFactory().createGenerator(text)) {
      out.writeStartArray();
      for (String name : names) {
        out.writeString(name);
      }
      out.writeEndArray();
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
    return text.toString();
  }

  private JsonToken token() throws IOException {
    try {
      return parser.nextToken();
    } catch (JsonProcessingException broken) {
      ProtocolException failure =
          new ProtocolException("the array of names is broken: " + broken.getOriginalMessage());
      failure.initCause(broken);
      throw failure;
    }
  }

  @Override
  public void close() throws IOException {
    parser.close();
  }
}
