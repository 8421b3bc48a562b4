package org.buckytools.client;

import java.util.Locale;
import org.buckytools.wire.Api;

/**
 * Where an agent listens.
 *
 * @param host a name or address, IPv6 without brackets
 * @param port 1 to 65535
 * @param tls whether to speak TLS
 */
public record Address(String host, int port, boolean tls) {
  private static final String PLAIN = "http://";
  private static final String SECURE = "https://";
  private static final int GREATEST_PORT = 65_535;

  /**
   * Checks the parts: they become part of a request.
   *
   * @throws IllegalArgumentException if there cannot be such a host or port
   */
  public Address {
    boolean good = !host.isEmpty() && host.length() <= 255;
    for (int i = 0; i < host.length(); i++) {
      char unit = host.charAt(i);
      good &= unit > ' ' && unit < 0x7f && "/?#@[]\\\"<>".indexOf(unit) < 0;
    }
    if (!good) {
      throw new IllegalArgumentException("'" + Shown.of(host) + "' is no host");
    }
    if (port < 1 || port > GREATEST_PORT) {
      throw new IllegalArgumentException(port + " is no port from 1 to " + GREATEST_PORT);
    }
  }

  /**
   * Reads {@code HOST[:PORT]}, optionally after {@code http://} or {@code https://}; IPv6 addresses
   * with a port are in brackets. The port is {@link Api#USUAL_PORT} if none is given.
   *
   * @throws IllegalArgumentException if it cannot be read
   */
  public static Address parse(String text) {
    String lower = text.toLowerCase(Locale.ROOT);
    boolean tls = lower.startsWith(SECURE);
    String rest = tls ? text.substring(SECURE.length()) : text;
    if (lower.startsWith(PLAIN)) {
      rest = text.substring(PLAIN.length());
    }
    if (rest.endsWith("/")) {
      rest = rest.substring(0, rest.length() - 1);
    }
    int bracket = rest.startsWith("[") ? rest.indexOf(']') : -1;
    int colon = rest.indexOf(':', bracket + 1);
    boolean bareIpv6 = bracket < 0 && colon >= 0 && rest.indexOf(':', colon + 1) >= 0;
    if (colon < 0 || bareIpv6) {
      String host = bracket < 0 ? rest : rest.substring(1, bracket);
      return new Address(host, Api.USUAL_PORT, tls);
    }
    String host = bracket < 0 ? rest.substring(0, colon) : rest.substring(1, bracket);
    String digits = rest.substring(colon + 1);
    if (!digits.matches("[0-9]{1,5}") || bracket >= 0 && colon != bracket + 1) {
      throw new IllegalArgumentException(
          "'" + Shown.of(text) + "' cannot be read; write HOST[:PORT]");
    }
    return new Address(host, Integer.parseInt(digits), tls);
  }

  /** Another host at the same port, spoken to in the same way. */
  public Address on(String otherHost) {
    return new Address(otherHost, port, tls);
  }

  /** Whether it is surely on this very host: nothing is gained by sending less. */
  public boolean isLoopback() {
    return host.equals("localhost") || host.matches("127(\\.[0-9]{1,3}){3}") || host.equals("::1");
  }

  /** HOST:PORT, as agents and the header {@code Host} have it. */
  @Override
  public String toString() {
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
  }
}
