package org.buckytools.agent.page;

import java.io.IOException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.access.Operation;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.wire.Api;
import org.buckytools.wire.Overview;

/** {@link Api#OVERVIEW}. */
public final class OverviewEndpoint implements Endpoint {
  private final Access access;
  private final Watch watch;

  /** Shows what is watched. */
  public OverviewEndpoint(Access access, Watch watch) {
    this.access = access;
    this.watch = watch;
  }

  @Override
  public void serve(Exchange exchange) throws IOException, InterruptedException {
    Asker asker = Asker.ofBrowser(exchange, access);
    exchange.allow("GET", "HEAD");
    exchange
        .with("X-Content-Type-Options", "nosniff")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "no-store");
    boolean named = asker.rights().permitEverywhere(Operation.READ);
    exchange.answer(Api.JSON, Overview.JSON.bytes(watch.look(asker.token(), named)));
  }

  /** The agent's own page may ask for it. */
  @Override
  public boolean servesPages(Exchange exchange) {
    return exchange.method().equals("GET")
        && exchange.header("Origin").isEmpty()
        && exchange.header("Sec-Fetch-Site").filter("same-origin"::equals).isPresent();
  }
}
