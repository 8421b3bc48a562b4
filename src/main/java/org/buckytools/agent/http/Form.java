package org.buckytools.agent.http;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a query and of a form; of a field that is there twice the first counts. */
public final class Form {
  private final Map<String, String> fields = new HashMap<>();

  Form() {}

  /** Adds fields that are not there yet. */
  void add(String encoded) throws Refusal {
    for (String field : encoded.split("&")) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        String value = equals < 0 ? "" : field.substring(equals + 1);
        fields.putIfAbsent(PercentDecoding.decode(name, true), PercentDecoding.decode(value, true));
      }
    }
  }

  /** A field; an empty one is the same as none. */
  public Optional<String> get(String name) {
    return Optional.ofNullable(fields.get(name)).filter(value -> !value.isEmpty());
  }

  /**
   * A field that must be there.
   *
   * @throws Refusal if it is not
   */
  public String need(String name) throws Refusal {
    return get(name)
        .orElseThrow(() -> new Refusal(Refusal.BAD_REQUEST, "the field '" + name + "' is missing"));
  }

  /** Whether a field is {@code true}. */
  public boolean isTrue(String name) {
    return "true".equals(fields.get(name));
  }
}
