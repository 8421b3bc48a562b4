package org.buckytools.ring;

/**
 * A member of a ring: where metrics go.
 *
 * @param host a name or address, IPv6 without brackets, as written in the relay's configuration: it
 *     is hashed as it is, never looked up
 * @param port 1 to 65535, or 0 if none is given
 * @param instance tells several daemons of a host apart; empty if there is none
 */
public record Node(String host, int port, String instance) {

  private static final int GREATEST_PORT = 65_535;

  /**
   * Checks the parts.
   *
   * @throws InvalidRingException if there cannot be such a node
   */
  public Node {
    for (int i = 0; i < host.length(); i++) {
      if (!isOfHost(host.charAt(i))) {
        throw new InvalidRingException(
            "node '" + host + "': a host is letters, digits, '.', '-', '_', '%' and ':'");
      }
    }
    if (host.isEmpty()) {
      throw new InvalidRingException("a node has no host; write HOST[:PORT][=INSTANCE]");
    }
    if (port < 0 || port > GREATEST_PORT) {
      throw new InvalidRingException(
          "node '" + host + "': port " + port + " is not from 1 to " + GREATEST_PORT);
    }
    checkInstance(host, instance);
  }

  // Not left to Java, for the reason told in RingDefinition.
  @Override
  public boolean equals(Object other) {
    return other instanceof Node that
        && host.equals(that.host)
        && port == that.port
        && instance.equals(that.instance);
  }

  @Override
  public int hashCode() {
    return (31 * host.hashCode() + port) * 31 + instance.hashCode();
  }

  // Python escapes these where carbon makes a key, or they part nodes.
  private static void checkInstance(String host, String instance) {
    for (int i = 0; i < instance.length(); i++) {
      char unit = instance.charAt(i);
      if (unit < ' ' || unit > '~' || unit == '\'' || unit == '\\' || unit == ',') {
        throw new InvalidRingException(
            "node '" + host + "': an instance is ASCII without ', \\ and commas");
      }
    }
  }

  private static boolean isOfHost(char unit) {
    return unit >= 'a' && unit <= 'z'
        || unit >= 'A' && unit <= 'Z'
        || unit >= '0' && unit <= '9'
        || ".-_%:".indexOf(unit) >= 0;
  }

  /**
   * Reads a node.
   *
   * @param text {@code HOST[:PORT][=INSTANCE]}, or carbon's {@code HOST:PORT:INSTANCE}; IPv6
   *     addresses are in brackets
   * @return the node
   * @throws InvalidRingException if it cannot be read
   */
  public static Node parse(String text) {
    int equals = text.indexOf('=');
    String address = equals < 0 ? text : text.substring(0, equals);
    String instance = equals < 0 ? "" : text.substring(equals + 1);
    if (equals >= 0 && instance.isEmpty()) {
      throw invalid(text, "there is nothing after '='");
    }
    int hostEnd = address.startsWith("[") ? address.indexOf(']') : address.indexOf(':');
    if (address.startsWith("[")) {
      if (hostEnd < 0) {
        throw invalid(text, "']' is missing");
      }
      return withRest(
          text, address.substring(1, hostEnd), address.substring(hostEnd + 1), instance);
    }
    if (address.contains("::") || address.chars().filter(unit -> unit == ':').count() > 2) {
      throw invalid(text, "put an IPv6 address in brackets");
    }
    return hostEnd < 0
        ? new Node(address, 0, instance)
        : withRest(text, address.substring(0, hostEnd), address.substring(hostEnd), instance);
  }

  private static Node withRest(String text, String host, String rest, String instance) {
    if (rest.isEmpty()) {
      return new Node(host, 0, instance);
    }
    if (!rest.startsWith(":")) {
      throw invalid(text, "after ']' there is no ':'");
    }
    int colon = rest.indexOf(':', 1);
    String port = colon < 0 ? rest.substring(1) : rest.substring(1, colon);
    String carbons = colon < 0 ? "" : rest.substring(colon + 1);
    if (colon >= 0 && (carbons.isEmpty() || !instance.isEmpty())) {
      throw invalid(text, "give one instance, as HOST:PORT=INSTANCE");
    }
    return new Node(host, port(text, port), colon < 0 ? instance : carbons);
  }

  static int port(String node, String digits) {
    boolean isNumber =
        !digits.isEmpty()
            && digits.length() <= 5
            && digits.chars().allMatch(unit -> unit >= '0' && unit <= '9');
    int port = isNumber ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > GREATEST_PORT) {
      throw invalid(node, "'" + digits + "' is no port from 1 to " + GREATEST_PORT);
    }
    return port;
  }

  private static InvalidRingException invalid(String text, String why) {
    return new InvalidRingException(
        "node '" + text + "' cannot be read: " + why + "; write HOST[:PORT][=INSTANCE]");
  }

  /**
   * Tells whether there is an instance.
   *
   * @return whether one is given
   */
  public boolean hasInstance() {
    return !instance.isEmpty();
  }

  /** As {@link #parse} reads it. */
  @Override
  public String toString() {
    String address = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    return address + (port == 0 ? "" : ":" + port) + (hasInstance() ? "=" + instance : "");
  }
}
