package org.buckytools.store.location;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.buckytools.store.Keys;

/**
 * A location such as {@code s3://bucket/prefix?region=eu-west-1}.
 *
 * @param scheme the word before the colon
 * @param bucket or container
 * @param prefix what all keys begin with: empty, or ending in a slash
 * @param settings what stands behind the question mark
 */
record ObjectLocation(String scheme, String bucket, String prefix, Map<String, String> settings) {

  /**
   * Understands a location.
   *
   * @param known the settings that there are
   * @throws IllegalArgumentException if it is none; credentials in it are not repeated
   */
  static ObjectLocation parse(String text, Set<String> known) {
    if (text.indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "no @ can be in a store's location: credentials belong in the environment, where nobody"
              + " else sees them");
    }
    try {
      URI uri = new URI(text);
      String bucket = uri.getRawAuthority();
      if (bucket == null || uri.getRawFragment() != null) {
        throw new IllegalArgumentException(
            "'"
                + shown(text)
                + "' is not a store's location: give "
                + uri.getScheme()
                + "://NAME/PREFIX");
      }
      Map<String, String> settings = settings(text, uri.getRawQuery(), known);
      return new ObjectLocation(uri.getScheme(), decoded(bucket), prefix(uri.getPath()), settings);
    } catch (URISyntaxException invalid) {
      throw new IllegalArgumentException(
          "'" + shown(text) + "' is not a store's location: " + invalid.getReason());
    }
  }

  /** Without the values of settings, of which one that is none may be a credential. */
  private static String shown(String text) {
    int settings = text.indexOf('?');
    return settings < 0 ? text : text.substring(0, settings + 1) + "…";
  }

  private static String prefix(String path) {
    String prefix = path.startsWith("/") ? path.substring(1) : path;
    while (prefix.endsWith("/")) {
      prefix = prefix.substring(0, prefix.length() - 1);
    }
    return prefix.isEmpty() ? "" : Keys.check(prefix) + "/";
  }

  private static Map<String, String> settings(String text, String query, Set<String> known) {
    Map<String, String> settings = new TreeMap<>();
    if (query == null || query.isEmpty()) {
      return settings;
    }
    for (String setting : query.split("&")) {
      int equals = setting.indexOf('=');
      String name = equals < 0 ? setting : setting.substring(0, equals);
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "'"
                + shown(text)
                + "' is not a store's location: there is no setting "
                + name
                + (known.isEmpty() ? "" : "; there are " + String.join(", ", known)));
      }
      settings.put(name, decoded(setting.substring(equals + 1)));
    }
    return settings;
  }

  private static String decoded(String text) {
    // A plus is a plus in what people type.
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  Optional<String> setting(String name) {
    return Optional.ofNullable(settings.get(name)).filter(value -> !value.isEmpty());
  }

  /** The location in one way of several. */
  String text() {
    StringBuilder text = new StringBuilder(scheme).append("://").append(bucket);
    if (!prefix.isEmpty()) {
      text.append('/').append(prefix, 0, prefix.length() - 1);
    }
    char before = '?';
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      text.append(before).append(setting.getKey()).append('=').append(setting.getValue());
      before = '&';
    }
    return text.toString();
  }
}
