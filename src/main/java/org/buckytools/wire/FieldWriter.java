package org.buckytools.wire;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** Writes the fields of one JSON object, one after the other. For one thread. */
final class FieldWriter {
  private final JsonGenerator out;

  FieldWriter(JsonGenerator out) {
    this.out = out;
  }

  /** A text, or no field at all for null. */
  FieldWriter text(String name, String value) throws IOException {
    if (value != null) {
      out.writeStringField(name, value);
    }
    return this;
  }

  FieldWriter number(String name, long value) throws IOException {
    out.writeNumberField(name, value);
    return this;
  }

  FieldWriter decimal(String name, double value) throws IOException {
    out.writeNumberField(name, value);
    return this;
  }

  FieldWriter flag(String name, boolean value) throws IOException {
    out.writeBooleanField(name, value);
    return this;
  }

  FieldWriter texts(String name, List<String> values) throws IOException {
    out.writeArrayFieldStart(name);
    for (String value : values) {
      out.writeString(value);
    }
    out.writeEndArray();
    return this;
  }

  <T> FieldWriter objects(String name, List<T> values, WireJson.Writer<T> writer)
      throws IOException {
    out.writeArrayFieldStart(name);
    for (T value : values) {
      out.writeStartObject();
      writer.write(value, this);
      out.writeEndObject();
    }
    out.writeEndArray();
    return this;
  }

  <T> FieldWriter object(String name, T value, WireJson.Writer<T> writer) throws IOException {
    out.writeObjectFieldStart(name);
    writer.write(value, this);
    out.writeEndObject();
    return this;
  }
}
