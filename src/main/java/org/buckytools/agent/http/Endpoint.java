package org.buckytools.agent.http;

import java.io.IOException;

/** Serves the requests of one path. Thread-safe; may block, as each request has its own thread. */
@FunctionalInterface
public interface Endpoint {
  /**
   * Serves a request.
   *
   * @throws Refusal if the request cannot be served, for a reason that its sender is told
   * @throws IOException if serving it failed, or the connection; see {@link Failures}
   */
  void serve(Exchange exchange) throws IOException, InterruptedException;

  /**
   * Whether it serves a request that a page in a browser has caused. None does that changes
   * anything.
   */
  default boolean servesPages(Exchange exchange) {
    return false;
  }
}
