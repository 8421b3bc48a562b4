package org.buckytools.agent.http;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which browsers may ask an agent that serves everybody. Immutable.
 *
 * <p>Whoever has a domain can serve a page there and then make its name mean this host's address,
 * also 127.0.0.1: the browser takes the agent for the page's own server, lets the page read what it
 * answers, and sends neither {@code Origin} nor, without TLS, {@code Sec-Fetch-Site}. It still
 * sends the page's name, as {@code Host}.
 *
 * <p>Other clients than browsers may use any name: a host has more names than it knows of, and
 * nobody can make them ask for his.
 */
public final class OwnNames {
  /** Any name will do: browsers have to show a token, and have none for a page of others. */
  public static final OwnNames ANY = new OwnNames(Set.of(), true);

  private static final int FORBIDDEN = 403;

  private final Set<String> names;
  private final boolean any;

  private OwnNames(Set<String> names, boolean any) {
    this.names = names;
    this.any = any;
  }

  /** These, all IP addresses, and all names without a dot, as nobody can have such a domain. */
  public static OwnNames of(Collection<String> names) {
    Set<String> plain = new HashSet<>();
    names.forEach(name -> plain.add(plain(name)));
    return new OwnNames(Set.copyOf(plain), false);
  }

  void check(Exchange exchange) throws Refusal {
    if (any || !isBrowser(exchange)) {
      return;
    }
    String host = exchange.header("Host").orElse("");
    if (!isOurs(host)) {
      throw new Refusal(
          FORBIDDEN,
          "a browser asks for '"
              + host
              + "', which is no name of this agent that it knows of; use the host's address or its"
              + " name in the ring, or have the agent ask for tokens");
    }
  }

  // No page can change how its browser names encodings, and other clients know no deflate. Some
  // browsers let a page change the other one.
  private static boolean isBrowser(Exchange exchange) {
    return exchange.header("Accept-Encoding").orElse("").contains("deflate")
        || exchange.header("User-Agent").orElse("").startsWith("Mozilla/");
  }

  private boolean isOurs(String host) {
    if (host.startsWith("[")) {
      return true;
    }
    int colon = host.indexOf(':');
    String name = plain(colon < 0 ? host : host.substring(0, colon));
    String last = name.substring(name.lastIndexOf('.') + 1);
    return names.contains(name)
        || last.length() == name.length()
        || last.chars().allMatch(unit -> unit >= '0' && unit <= '9');
  }

  // Browsers take one dot at the end for a part of the name, and send it.
  private static String plain(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.endsWith(".") ? lower.substring(0, lower.length() - 1) : lower;
  }
}
