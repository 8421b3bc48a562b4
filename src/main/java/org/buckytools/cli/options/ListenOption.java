package org.buckytools.cli.options;

import java.net.InetSocketAddress;
import org.buckytools.wire.Api;

/** {@code -b/--bind}: where an agent listens. */
public final class ListenOption {
  private static final String USUAL = "127.0.0.1";
  private static final String EVERYWHERE = "0.0.0.0";
  private static final int MOST = 65_535;

  private ListenOption() {}

  /**
   * Adds the option.
   *
   * @param syntax the command's
   * @return the address, by default 127.0.0.1 at the usual port
   */
  public static Arg<InetSocketAddress> on(Syntax syntax) {
    return syntax.option(
        "-b, --bind",
        new Kind<>(InetSocketAddress.class, "ADDR:PORT", ListenOption::parse),
        new InetSocketAddress(USUAL, Api.USUAL_PORT),
        "where to listen, by default " + USUAL + ":" + Api.USUAL_PORT + "; port 0 is any free one");
  }

  /**
   * Reads an address of a host and a port, of which either may be left out.
   *
   * @param text {@code ADDR:PORT}, {@code ADDR}, or {@code :PORT} for all addresses
   * @return the address
   */
  static InetSocketAddress parse(String text) {
    int bracket = text.startsWith("[") ? text.indexOf(']') : -1;
    int colon = text.indexOf(':', Math.max(0, bracket));
    boolean bareIpv6 = bracket < 0 && colon >= 0 && text.indexOf(':', colon + 1) >= 0;
    String host = colon < 0 || bareIpv6 ? text : text.substring(0, colon);
    String digits = colon < 0 || bareIpv6 ? "" + Api.USUAL_PORT : text.substring(colon + 1);
    if (bracket > 0) {
      host = text.substring(1, bracket);
    }
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : -1;
    if (port < 0 || port > MOST || text.isEmpty()) {
      throw new IllegalArgumentException("'" + text + "' is no ADDR:PORT");
    }
    return new InetSocketAddress(host.isEmpty() ? EVERYWHERE : host, port);
  }
}
