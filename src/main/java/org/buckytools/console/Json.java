package org.buckytools.console;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;

/**
 * Writes one JSON document, or several of a line each, to standard output as it goes, so that its
 * size does not matter.
 *
 * <p>Every {@link #object} and {@link #array} is matched by an {@link #end}. NaN and the
 * infinities, which JSON lacks, become null. For one thread.
 */
public final class Json implements AutoCloseable {

  private final JsonGenerator generator;

  private Json(JsonGenerator generator) {
    this.generator = generator;
  }

  /**
   * Starts a document, indented for reading.
   *
   * @param console receives the document
   * @return the writer, to be closed when the document is complete
   */
  public static Json indented(Console console) {
    var json = new Json(generator(console));
    json.generator.setPrettyPrinter(
        new DefaultPrettyPrinter()
            .withObjectIndenter(new DefaultIndenter("  ", "\n"))
            .withArrayIndenter(new DefaultIndenter("  ", "\n")));
    return json;
  }

  /**
   * Starts a document without white space, for one line an item or for bulk.
   *
   * @param console receives the document
   * @return the writer, to be closed when the document is complete
   */
  public static Json compact(Console console) {
    return new Json(generator(console));
  }

  private static JsonGenerator generator(Console console) {
    try {
      return new JsonFactory().setRootValueSeparator("\n").createGenerator(console.data());
    } catch (IOException e) {
      throw new Console.OutputException(e);
    }
  }

  /**
   * Opens an object, as the document or as an element of an array.
   *
   * @return this
   */
  public Json object() {
    return write(JsonGenerator::writeStartObject);
  }

  /**
   * Opens an object as a field.
   *
   * @param name the field
   * @return this
   */
  public Json object(String name) {
    return write(g -> g.writeObjectFieldStart(name));
  }

  /**
   * Opens an array, as the document or as an element of an array.
   *
   * @return this
   */
  public Json array() {
    return write(JsonGenerator::writeStartArray);
  }

  /**
   * Opens an array as a field.
   *
   * @param name the field
   * @return this
   */
  public Json array(String name) {
    return write(g -> g.writeArrayFieldStart(name));
  }

  /**
   * Closes the object or array opened last.
   *
   * @return this
   */
  public Json end() {
    return write(
        g -> {
          if (g.getOutputContext().inArray()) {
            g.writeEndArray();
          } else {
            g.writeEndObject();
          }
        });
  }

  /**
   * Writes a field.
   *
   * @param name the field
   * @param value the text, or null
   * @return this
   */
  public Json field(String name, String value) {
    return write(g -> g.writeStringField(name, value));
  }

  /**
   * Writes a field.
   *
   * @param name the field
   * @param value the number
   * @return this
   */
  public Json field(String name, long value) {
    return write(g -> g.writeNumberField(name, value));
  }

  /**
   * Writes a field.
   *
   * @param name the field
   * @param value the number; null is written where it is not finite
   * @return this
   */
  public Json field(String name, double value) {
    return write(
        g -> {
          g.writeFieldName(name);
          number(g, value);
        });
  }

  /**
   * Writes a field.
   *
   * @param name the field
   * @param value the truth
   * @return this
   */
  public Json field(String name, boolean value) {
    return write(g -> g.writeBooleanField(name, value));
  }

  /**
   * Writes an element of an array.
   *
   * @param value the text, or null
   * @return this
   */
  public Json value(String value) {
    return write(g -> g.writeString(value));
  }

  /**
   * Writes an element of an array.
   *
   * @param value the number
   * @return this
   */
  public Json value(long value) {
    return write(g -> g.writeNumber(value));
  }

  /**
   * Writes an element of an array.
   *
   * @param value the number; null is written where it is not finite
   * @return this
   */
  public Json value(double value) {
    return write(g -> number(g, value));
  }

  /** Ends the document with a line end and writes it out. */
  @Override
  public void close() {
    write(
        g -> {
          g.writeRaw('\n');
          g.close();
        });
  }

  private static void number(JsonGenerator generator, double value) throws IOException {
    if (Double.isFinite(value)) {
      generator.writeNumber(value);
    } else {
      generator.writeNull();
    }
  }

  private Json write(Step step) {
    try {
      step.on(generator);
      return this;
    } catch (IOException e) {
      throw new Console.OutputException(e);
    }
  }

  /** One call of the generator. */
  private interface Step {
    void on(JsonGenerator generator) throws IOException;
  }
}
