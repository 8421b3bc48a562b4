package org.buckytools.agent;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.buckytools.agent.RawClient.Answer;

/**
 * The description of the protocol in {@code docs/openapi.json}, and whether an answer is as it
 * says. Of OpenAPI and JSON Schema it knows what the description uses, and rejects the rest.
 */
final class OpenApi {
  private static final Path FILE = Path.of("docs/openapi.json");
  private static final Set<String> METHODS = Set.of("get", "head", "post", "put", "delete");
  private static final Set<String> OF_TRANSPORT =
      Set.of("date", "connection", "content-length", "content-type", "transfer-encoding");
  private static final Set<String> KEYWORDS =
      Set.of(
          "type",
          "description",
          "enum",
          "items",
          "maximum",
          "minimum",
          "pattern",
          "properties",
          "required",
          "$ref");

  private final ObjectMapper json = new ObjectMapper();
  private final JsonNode document;

  OpenApi() throws IOException {
    document = json.readTree(FILE.toFile());
  }

  JsonNode document() {
    return document;
  }

  /** The paths, those of metrics as one that ends in a slash. */
  Set<String> paths() {
    return document.get("paths").properties().stream()
        .map(path -> path.getKey().replace("{name}", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** All operations: {@code GET /path}. */
  Set<String> operations() {
    Set<String> operations = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : document.get("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(
              word -> {
                if (METHODS.contains(word)) {
                  operations.add(word.toUpperCase(Locale.ROOT) + " " + path.getKey());
                }
              });
    }
    return operations;
  }

  JsonNode operation(String operation) {
    String[] words = operation.split(" ", 2);
    return document.get("paths").path(words[1]).path(words[0].toLowerCase(Locale.ROOT));
  }

  /** A node, or what it refers to. */
  JsonNode followed(JsonNode node) {
    if (!node.has("$ref")) {
      return node;
    }
    String target = node.get("$ref").asText();
    JsonNode found = document.at(target.substring(1));
    if (!target.startsWith("#/") || found.isMissingNode()) {
      throw new IllegalArgumentException("nothing is at " + target);
    }
    return followed(found);
  }

  /** What of an answer is not as the description has it. */
  List<String> faults(String operation, Answer answer) throws IOException {
    JsonNode responses = operation(operation).path("responses");
    if (!responses.has(String.valueOf(answer.status()))) {
      return List.of("status " + answer.status() + " is not described: " + answer.text());
    }
    JsonNode response = followed(responses.get(String.valueOf(answer.status())));
    List<String> faults = new ArrayList<>();
    checkHeaders(response.path("headers"), answer, faults);
    checkContent(response.path("content"), answer, operation.startsWith("HEAD "), faults);
    return faults;
  }

  private void checkHeaders(JsonNode described, Answer answer, List<String> faults)
      throws IOException {
    Set<String> names = new TreeSet<>(OF_TRANSPORT);
    for (Map.Entry<String, JsonNode> entry : described.properties()) {
      names.add(entry.getKey().toLowerCase(Locale.ROOT));
      JsonNode header = followed(entry.getValue());
      String value = answer.header(entry.getKey());
      if (value == null) {
        if (header.path("required").asBoolean()) {
          faults.add("the header " + entry.getKey() + " is missing");
        }
      } else if (header.has("schema")) {
        check(header.get("schema"), json.valueToTree(value), entry.getKey(), faults);
      } else {
        JsonNode schema = header.get("content").get("application/json").get("schema");
        check(schema, json.readTree(value), entry.getKey(), faults);
      }
    }
    for (String name : answer.headers().keySet()) {
      if (!names.contains(name)) {
        faults.add("the header " + name + " is not described");
      }
    }
  }

  private void checkContent(JsonNode content, Answer answer, boolean head, List<String> faults)
      throws IOException {
    String type = answer.header("Content-Type");
    if (content.isMissingNode()) {
      if (type != null || answer.body().length > 0) {
        faults.add("there is content, of " + type);
      }
      return;
    }
    String plain = String.valueOf(type).replaceFirst(";.*", "");
    if (!content.has(plain)) {
      faults.add("content of " + type + " is not described");
      return;
    }
    JsonNode schema = content.get(plain).path("schema");
    if (head || schema.isMissingNode()) {
      return;
    }
    switch (plain) {
      case "application/json" -> check(schema, json.readTree(answer.body()), "", faults);
      case "application/x-ndjson" -> {
        for (String line : answer.text().split("\n")) {
          if (!line.isEmpty()) {
            check(schema, json.readTree(line), "", faults);
          }
        }
      }
      default -> check(schema, json.valueToTree(answer.text()), "", faults);
    }
  }

  /** Says what of a value is not as a schema has it. Fields that it does not name are faults. */
  void check(JsonNode reference, JsonNode value, String at, List<String> faults) {
    JsonNode schema = followed(reference);
    schema.fieldNames().forEachRemaining(word -> expect(KEYWORDS.contains(word), word, "", faults));
    if (!hasType(schema.get("type"), value)) {
      faults.add(at + " is no " + schema.get("type") + ": " + value);
      return;
    }
    if (schema.has("enum")) {
      boolean found = false;
      for (JsonNode one : schema.get("enum")) {
        found |= one.equals(value);
      }
      expect(found, value + " is none of " + schema.get("enum"), at, faults);
    }
    if (schema.has("pattern")) {
      String text = value.asText();
      expect(text.matches(schema.get("pattern").asText()), text + " does not match", at, faults);
    }
    double number = value.asDouble();
    expect(number >= schema.path("minimum").asDouble(number), value + " is small", at, faults);
    expect(number <= schema.path("maximum").asDouble(number), value + " is large", at, faults);
    for (JsonNode element : value.isArray() ? value : List.<JsonNode>of()) {
      check(schema.get("items"), element, at + "[]", faults);
    }
    if (value.isObject()) {
      checkFields(schema, value, at, faults);
    }
  }

  private void checkFields(JsonNode schema, JsonNode value, String at, List<String> faults) {
    for (JsonNode name : schema.path("required")) {
      expect(value.has(name.asText()), name + " is missing", at, faults);
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      JsonNode described = schema.path("properties").path(field.getKey());
      if (described.isMissingNode()) {
        faults.add(at + ": " + field.getKey() + " is not described");
      } else {
        check(described, field.getValue(), at + "." + field.getKey(), faults);
      }
    }
  }

  private static void expect(boolean good, String what, String at, List<String> faults) {
    if (!good) {
      faults.add(at + ": " + what);
    }
  }

  private static boolean hasType(JsonNode types, JsonNode value) {
    for (JsonNode type : types.isArray() ? types : List.of(types)) {
      boolean fits =
          switch (type.asText()) {
            case "string" -> value.isTextual();
            case "integer" -> value.isIntegralNumber();
            case "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "array" -> value.isArray();
            case "object" -> value.isObject();
            case "null" -> value.isNull();
            default -> throw new IllegalArgumentException("no type of JSON: " + type);
          };
      if (fits) {
        return true;
      }
    }
    return false;
  }

  /** A text's bytes. */
  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
