package org.buckytools.agent.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Credentials;
import org.buckytools.agent.access.ForbiddenException;
import org.buckytools.agent.access.Rights;
import org.buckytools.wire.Api;

/**
 * Who has sent a request.
 *
 * @param token as shown, to be passed on
 * @param rights what it may do
 */
public record Asker(Optional<String> token, Rights rights) {
  private static final int UNAUTHORIZED = 401;
  private static final String BASIC = "Basic ";
  private static final String BEARER = "Bearer ";

  /**
   * For what a browser may ask for, which changes nothing: GET takes the token also as the password
   * of HTTP Basic, of any user.
   *
   * @throws Refusal if the credentials are missing, forged or expired: a browser asks its user
   */
  public static Asker ofBrowser(Exchange exchange, Access access) throws Refusal {
    Optional<String> basic =
        exchange.method().equals("GET") && exchange.header(Api.AUTHORIZATION).isEmpty()
            ? exchange.header("Authorization").flatMap(Asker::password)
            : Optional.empty();
    try {
      return basic.isPresent()
          ? new Asker(basic, access.of(new Credentials(basic, exchange.certificates())))
          : of(exchange, access);
    } catch (ForbiddenException refused) {
      exchange.with("WWW-Authenticate", "Basic realm=\"bucky\", charset=\"UTF-8\"");
      throw new Refusal(
          UNAUTHORIZED, refused.getMessage() + "; a browser sends it as the password of any user");
    }
  }

  private static Optional<String> password(String header) {
    if (!header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return Optional.empty();
    }
    try {
      byte[] decoded = Base64.getDecoder().decode(header.substring(BASIC.length()).strip());
      String text = new String(decoded, StandardCharsets.UTF_8);
      int colon = text.indexOf(':');
      return Optional.of(colon < 0 ? "" : text.substring(colon + 1).strip());
    } catch (IllegalArgumentException garbled) {
      return Optional.of("");
    }
  }

  /** Every other endpoint asks here before anything else. */
  public static Asker of(Exchange exchange, Access access) throws ForbiddenException {
    Optional<String> token =
        exchange
            .header(Api.AUTHORIZATION)
            .or(
                () ->
                    exchange
                        .header("Authorization")
                        .filter(value -> value.startsWith(BEARER))
                        .map(value -> value.substring(BEARER.length())))
            .map(String::strip);
    return new Asker(token, access.of(new Credentials(token, exchange.certificates())));
  }
}
