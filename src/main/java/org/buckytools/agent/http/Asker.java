package org.buckytools.agent.http;

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
  private static final String BEARER = "Bearer ";

  /** Every endpoint asks here before anything else. */
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
