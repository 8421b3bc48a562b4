package org.buckytools.agent;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Form;
import org.buckytools.agent.http.Refusal;
import org.buckytools.metric.NameCursor;
import org.buckytools.wire.Api;

/** How names are written: as buckyd's JSON array, or as lines. */
final class NameFormat {
  private static final String[] FIELDS = {"size", "mtime", "points"};
  private static final String[] KEYS = {"\"Size\":", "\"ModTime\":", "\"Points\":"};
  private static final int POINTS = 2;

  private final String type;
  private final List<Integer> fields;

  private NameFormat(String type, List<Integer> fields) {
    this.type = type;
    this.fields = fields;
  }

  static NameFormat of(Exchange exchange, Form form) throws Refusal {
    List<Integer> fields = new ArrayList<>();
    for (String word : form.get(Api.FIELDS).orElse("").split(",")) {
      int field = List.of(FIELDS).indexOf(word.strip());
      if (field < 0 && !word.isBlank()) {
        throw new Refusal(
            Refusal.BAD_REQUEST,
            "the field '" + Api.FIELDS + "' names of " + String.join(", ", FIELDS));
      }
      if (field >= 0) {
        fields.add(field);
      }
    }
    for (String accepted : exchange.header("Accept").orElse("").split(",")) {
      switch (Exchange.mediaType(accepted)) {
        case Api.JSON_LINES -> {
          return new NameFormat(Api.JSON_LINES, fields);
        }
        case Api.TEXT -> {
          return new NameFormat(Api.TEXT + "; charset=utf-8", fields);
        }
        default -> {}
      }
    }
    return new NameFormat(Api.JSON, List.of());
  }

  String type() {
    return type;
  }

  void write(NameCursor names, FieldLookup lookup, OutputStream out)
      throws IOException, InterruptedException {
    switch (type) {
      case Api.JSON -> writeArray(names, out);
      case Api.JSON_LINES -> writeObjects(names, lookup, out);
      default -> writeLines(names, lookup, out);
    }
  }

  private static void writeArray(NameCursor names, OutputStream out) throws IOException {
    out.write('[');
    boolean first = true;
    while (names.next()) {
      if (!first) {
        out.write(',');
      }
      first = false;
      writeText(names, out);
    }
    out.write(']');
  }

  private void writeLines(NameCursor names, FieldLookup lookup, OutputStream out)
      throws IOException, InterruptedException {
    while (names.next()) {
      out.write(names.bytes(), 0, names.length());
      if (!fields.isEmpty()) {
        long[] values = values(names, lookup);
        for (int field : fields) {
          out.write('\t');
          writeNumber(values[field], "", out);
        }
      }
      out.write('\n');
    }
  }

  private void writeObjects(NameCursor names, FieldLookup lookup, OutputStream out)
      throws IOException, InterruptedException {
    byte[] start = "{\"Name\":".getBytes(StandardCharsets.US_ASCII);
    while (names.next()) {
      out.write(start);
      writeText(names, out);
      if (!fields.isEmpty()) {
        long[] values = values(names, lookup);
        for (int field : fields) {
          out.write((',' + KEYS[field]).getBytes(StandardCharsets.US_ASCII));
          writeNumber(values[field], "null", out);
        }
      }
      out.write('}');
      out.write('\n');
    }
  }

  private long[] values(NameCursor names, FieldLookup lookup)
      throws IOException, InterruptedException {
    long[] known = {names.size(), names.modified(), names.points()};
    for (int field : fields) {
      if (known[field] == NameCursor.UNKNOWN) {
        return lookup.look(names, fields.contains(POINTS));
      }
    }
    return known;
  }

  private static void writeNumber(long number, String unknown, OutputStream out)
      throws IOException {
    String text = number == NameCursor.UNKNOWN ? unknown : Long.toString(number);
    out.write(text.getBytes(StandardCharsets.US_ASCII));
  }

  // Names hold no control characters, so these two are all that JSON wants escaped.
  private static void writeText(NameCursor names, OutputStream out) throws IOException {
    byte[] bytes = names.bytes();
    int length = names.length();
    out.write('"');
    int from = 0;
    for (int at = 0; at < length; at++) {
      if (bytes[at] == '"' || bytes[at] == '\\') {
        out.write(bytes, from, at - from);
        out.write('\\');
        from = at;
      }
    }
    out.write(bytes, from, length - from);
    out.write('"');
  }
}
