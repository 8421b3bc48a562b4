package org.buckytools.ring;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * carbon.conf: the section {@code [relay]}, and for an instance of carbon-relay {@code
 * [relay:INSTANCE]} over it. Sections, keys and values are told apart as Python's ConfigParser
 * does.
 */
final class CarbonConfiguration {

  private static final String RELAY = "relay";
  // What carbon-relay is called if it is started without --instance.
  private static final String USUAL_INSTANCE = "a";

  private final Path file;
  private final Map<String, Map<String, String>> sections = new LinkedHashMap<>();

  CarbonConfiguration(Path file, String text) throws RelayConfigurationException {
    this.file = file;
    Map<String, String> section = null;
    String key = null;
    int number = 0;
    for (String line : text.lines().toList()) {
      number++;
      String content = line.strip();
      if (content.isEmpty() || content.startsWith("#") || content.startsWith(";")) {
        continue;
      }
      if (key != null && Character.isWhitespace(line.charAt(0))) {
        section.merge(key, content, (value, more) -> value + "\n" + more);
      } else if (content.startsWith("[") && content.indexOf(']') > 0) {
        key = null;
        section = new LinkedHashMap<>();
        once(number, sections.put(content.substring(1, content.indexOf(']')), section), content);
      } else {
        int delimiter = delimiter(content);
        if (section == null || delimiter <= 0) {
          throw new RelayConfigurationException(
              file, "line " + number + ": neither [SECTION] nor KEY = VALUE: " + content);
        }
        key = content.substring(0, delimiter).strip().toUpperCase(Locale.ROOT);
        once(number, section.put(key, content.substring(delimiter + 1).strip()), key);
      }
    }
  }

  // carbon does not start with such a file.
  private void once(int number, Object before, String what) throws RelayConfigurationException {
    if (before != null) {
      throw new RelayConfigurationException(
          file, "line " + number + ": there is a second " + what + "; remove one");
    }
  }

  private static int delimiter(String line) {
    for (int i = 0; i < line.length(); i++) {
      if (line.charAt(i) == '=' || line.charAt(i) == ':') {
        return i;
      }
    }
    return -1;
  }

  RingDefinition ring(Optional<String> name) throws RelayConfigurationException {
    if (name.isPresent()) {
      if (!sections.containsKey(name.get())) {
        throw new RelayConfigurationException(
            file, "there is no section [" + name.get() + "], only " + relays());
      }
      return of(name.get());
    }
    if (relays().isEmpty()) {
      throw new RelayConfigurationException(
          file, "there is no section [relay], so no ring can be taken from it");
    }
    RingDefinition ring = of(RELAY + ":" + USUAL_INSTANCE);
    for (String other : relays()) {
      if (!other.equals(RELAY) && !of(other).equals(ring)) {
        throw new RelayConfigurationException(
            file,
            "the relays " + relays() + " have different rings; name one of them with --cluster");
      }
    }
    return ring;
  }

  private List<String> relays() {
    return sections.keySet().stream()
        .filter(name -> name.equals(RELAY) || name.startsWith(RELAY + ":"))
        .toList();
  }

  private RingDefinition of(String section) throws RelayConfigurationException {
    Map<String, String> settings = new LinkedHashMap<>(sections.getOrDefault("DEFAULT", Map.of()));
    settings.putAll(sections.getOrDefault(RELAY, Map.of()));
    settings.putAll(sections.getOrDefault(section, Map.of()));
    checkMethod(settings.getOrDefault("RELAY_METHOD", "rules"));
    String hash = settings.getOrDefault("ROUTER_HASH_TYPE", "");
    return new RingDefinition(
        RingKind.named(hash.isEmpty() ? "carbon_ch" : hash, Optional.of(Relay.CARBON)),
        destinations(settings.getOrDefault("DESTINATIONS", "")),
        number(settings.getOrDefault("REPLICATION_FACTOR", "1")),
        truth(settings.getOrDefault("DIVERSE_REPLICAS", "True")));
  }

  private void checkMethod(String method) throws RelayConfigurationException {
    String why =
        switch (method) {
          case "consistent-hashing" -> "";
          case "rules" -> "routes by relay-rules.conf, not by a ring";
          case "aggregated-consistent-hashing", "fast-aggregated-hashing" ->
              "routes by the names that aggregation-rules.conf makes, not by those stored";
          case "fast-hashing" -> "is no ring but divides by the number of destinations";
          default -> "is unknown to carbon";
        };
    if (!why.isEmpty()) {
      throw new RelayConfigurationException(
          file, "RELAY_METHOD = " + method + " " + why + "; only consistent-hashing is a ring");
    }
  }

  private List<Node> destinations(String list) throws RelayConfigurationException {
    List<Node> nodes = new ArrayList<>();
    for (String destination : list.split(",", -1)) {
      nodes.add(destination(destination.strip()));
    }
    return nodes;
  }

  // Whatever follows the second colon is the instance, more colons included.
  private Node destination(String text) throws RelayConfigurationException {
    boolean brackets = text.startsWith("[");
    int hostEnd = brackets ? text.indexOf("]:") + 1 : text.indexOf(':');
    if (hostEnd <= 0) {
      throw new RelayConfigurationException(
          file, "DESTINATIONS: '" + text + "' is not HOST:PORT or HOST:PORT:INSTANCE");
    }
    String host = brackets ? text.substring(1, hostEnd - 1) : text.substring(0, hostEnd);
    String[] rest = text.substring(hostEnd + 1).split(":", 2);
    return new Node(host, Node.port(text, rest[0]), rest.length == 1 ? "" : rest[1]);
  }

  private int number(String text) throws RelayConfigurationException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw new RelayConfigurationException(file, "REPLICATION_FACTOR = " + text + " is no number");
    }
  }

  private boolean truth(String text) throws RelayConfigurationException {
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "1", "yes", "true", "on" -> true;
      case "0", "no", "false", "off" -> false;
      default ->
          throw new RelayConfigurationException(
              file, "DIVERSE_REPLICAS = " + text + " is neither True nor False");
    };
  }
}
