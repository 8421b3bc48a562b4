package org.buckytools.agent.page;

import java.io.IOException;
import org.buckytools.agent.access.Access;
import org.buckytools.agent.http.Asker;
import org.buckytools.agent.http.Endpoint;
import org.buckytools.agent.http.Exchange;
import org.buckytools.agent.http.Refusal;
import org.buckytools.wire.Api;

/** {@link Api#PAGE}. */
public final class PageEndpoint implements Endpoint {
  private final Access access;
  private final Page page;

  /**
   * Reads the page.
   *
   * @throws IOException if the program lacks it
   */
  public PageEndpoint(Access access) throws IOException {
    this.access = access;
    this.page = Page.read();
  }

  @Override
  public void serve(Exchange exchange) throws IOException {
    if (!exchange.method().equals("GET") && !exchange.method().equals("HEAD")) {
      // As with any other make, where there is nothing here.
      throw new Refusal(Refusal.NOT_FOUND, "404 page not found");
    }
    Asker.ofBrowser(exchange, access);
    exchange
        .with("Content-Security-Policy", page.policy())
        .with("X-Content-Type-Options", "nosniff")
        .with("X-Frame-Options", "DENY")
        .with("Referrer-Policy", "no-referrer")
        .with("Cross-Origin-Opener-Policy", "same-origin")
        .with("Cross-Origin-Resource-Policy", "same-origin")
        .with("Cache-Control", "no-store");
    exchange.answer("text/html; charset=utf-8", page.html());
  }

  /** Somebody may follow a link to it, or load it again; no page may put it into itself. */
  @Override
  public boolean servesPages(Exchange exchange) {
    return exchange.method().equals("GET")
        && exchange.header("Origin").isEmpty()
        && exchange.header("Sec-Fetch-Mode").filter("navigate"::equals).isPresent()
        && exchange.header("Sec-Fetch-Dest").filter("document"::equals).isPresent();
  }
}
