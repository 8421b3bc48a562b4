package org.buckytools.agent;

import java.io.IOException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.wire.Api;
import org.buckytools.wire.HashRing;

/** {@link Api#HASH_RING}. */
final class RingEndpoint implements Endpoint {
  private final Access access;
  private final byte[] answer;

  RingEndpoint(Access access, HashRing ring) {
    this.access = access;
    this.answer = HashRing.JSON.bytes(ring);
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    Asker.of(exchange, access);
    exchange.allow("GET", "HEAD");
    exchange.answer(Api.JSON, answer);
  }
}
