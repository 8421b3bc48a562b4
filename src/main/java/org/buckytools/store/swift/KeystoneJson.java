package org.buckytools.store.swift;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.buckytools.store.StoreException;

/** What is said to Keystone and what of its answer is understood. */
final class KeystoneJson {
  private static final JsonFactory JSON = new JsonFactory();

  private KeystoneJson() {}

  /**
   * Asks for a token: {@code {"auth": {"identity": {"methods": […], …}, "scope": {"project": …}}}}.
   */
  static byte[] request(UnaryOperator<String> environment) throws StoreException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = JSON.createGenerator(bytes)) {
      json.writeStartObject();
      json.writeObjectFieldStart("auth");
      json.writeObjectFieldStart("identity");
      // Such a credential belongs to one project, so no scope is sent.
      String credential = environment.apply("OS_APPLICATION_CREDENTIAL_ID");
      boolean byPassword = credential.isEmpty();
      String method = byPassword ? "password" : "application_credential";
      json.writeArrayFieldStart("methods");
      json.writeString(method);
      json.writeEndArray();
      json.writeObjectFieldStart(method);
      if (byPassword) {
        writeUser(json, environment);
      } else {
        json.writeStringField("id", credential);
        json.writeStringField(
            "secret", Login.need(environment, "OS_APPLICATION_CREDENTIAL_SECRET"));
      }
      json.writeEndObject();
      json.writeEndObject();
      if (byPassword) {
        json.writeObjectFieldStart("scope");
        writeProject(json, environment);
        json.writeEndObject();
      }
      json.writeEndObject();
      json.writeEndObject();
    } catch (StoreException incomplete) {
      throw incomplete;
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
    return bytes.toByteArray();
  }

  private static void writeUser(JsonGenerator json, UnaryOperator<String> environment)
      throws IOException {
    json.writeObjectFieldStart("user");
    String id = environment.apply("OS_USER_ID");
    if (id.isEmpty()) {
      json.writeStringField("name", Login.need(environment, "OS_USERNAME"));
      writeDomain(json, environment, "OS_USER_DOMAIN");
    } else {
      json.writeStringField("id", id);
    }
    json.writeStringField("password", Login.need(environment, "OS_PASSWORD"));
    json.writeEndObject();
  }

  private static void writeProject(JsonGenerator json, UnaryOperator<String> environment)
      throws IOException {
    json.writeObjectFieldStart("project");
    String id = first(environment, "OS_PROJECT_ID", "OS_TENANT_ID");
    if (id.isEmpty()) {
      String name = environment.apply("OS_TENANT_NAME");
      json.writeStringField(
          "name", name.isEmpty() ? Login.need(environment, "OS_PROJECT_NAME") : name);
      writeDomain(json, environment, "OS_PROJECT_DOMAIN");
    } else {
      json.writeStringField("id", id);
    }
    json.writeEndObject();
  }

  private static void writeDomain(
      JsonGenerator json, UnaryOperator<String> environment, String variable) throws IOException {
    json.writeObjectFieldStart("domain");
    String name = environment.apply(variable + "_NAME");
    if (name.isEmpty()) {
      String id = first(environment, variable + "_ID", "OS_DEFAULT_DOMAIN");
      json.writeStringField("id", id.isEmpty() ? "default" : id);
    } else {
      json.writeStringField("name", name);
    }
    json.writeEndObject();
  }

  private static String first(UnaryOperator<String> environment, String one, String other) {
    String value = environment.apply(one);
    return value.isEmpty() ? environment.apply(other) : value;
  }

  /**
   * Looks for the URL of the object store in {@code {"token": {"catalog": [{"type": "object-store",
   * "endpoints": [{"interface": …, "region": …, "url": …}]}]}}}.
   *
   * @return null if there is none
   */
  static String objectStore(byte[] answer, String region, String endpoint) throws StoreException {
    try (JsonParser json = JSON.createParser(answer)) {
      String found = null;
      while (json.nextToken() != null) {
        if (json.currentToken() == JsonToken.FIELD_NAME && json.currentName().equals("catalog")) {
          json.nextToken();
          while (json.nextToken() == JsonToken.START_OBJECT) {
            String here = service(json, region, endpoint);
            found = found == null ? here : found;
          }
        }
      }
      return found;
    } catch (JacksonException unintelligible) {
      throw new StoreException(
          "what Keystone answers is not understood: " + unintelligible.getOriginalMessage(),
          unintelligible);
    } catch (IOException inMemory) {
      throw new IllegalStateException(inMemory);
    }
  }

  private static String service(JsonParser json, String region, String endpoint)
      throws IOException {
    String type = "";
    String found = null;
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      JsonToken value = json.nextToken();
      if (field.equals("type")) {
        type = json.getText();
      } else if (field.equals("endpoints") && value == JsonToken.START_ARRAY) {
        while (json.nextToken() == JsonToken.START_OBJECT) {
          Map<String, String> one = fields(json);
          boolean wanted =
              endpoint.equals(one.get("interface"))
                  && (region.isEmpty()
                      || region.equals(one.get("region"))
                      || region.equals(one.get("region_id")));
          found = wanted && found == null ? one.get("url") : found;
        }
      } else {
        json.skipChildren();
      }
    }
    return type.equals("object-store") ? found : null;
  }

  private static Map<String, String> fields(JsonParser json) throws IOException {
    Map<String, String> fields = new HashMap<>();
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String field = json.currentName();
      if (json.nextToken().isScalarValue()) {
        fields.put(field, json.getText());
      } else {
        json.skipChildren();
      }
    }
    return fields;
  }
}
