package org.buckytools.agent.http;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpException;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EofException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.RequestLog;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/**
 * Finds the endpoint of a request, has it served, and words what fails. Tells of every request that
 * has been answered; of those that Jetty refuses before they get here it hears as its log.
 */
final class Dispatch extends Handler.Abstract implements RequestLog {
  private static final String SEEN = Dispatch.class.getName();
  private static final int FORBIDDEN = 403;
  private static final int UNAVAILABLE = 503;
  private static final int INTERNAL = 500;
  private static final int NOT_IMPLEMENTED = 501;

  private final Limits limits;
  private volatile Routes routes = new Routes();
  private volatile OwnNames names = OwnNames.ANY;
  private final RequestListener listener;
  private final Semaphore permits;
  private final AtomicInteger running = new AtomicInteger();
  private final LongAdder[] answered = new LongAdder[6];

  Dispatch(Limits limits, RequestListener listener) {
    super(InvocationType.BLOCKING);
    this.limits = limits;
    this.listener = listener;
    this.permits = new Semaphore(limits.requests());
    for (int i = 0; i < answered.length; i++) {
      answered[i] = new LongAdder();
    }
  }

  /** Serves these from now on, under these names. */
  void serve(Routes endpoints, OwnNames own) {
    names = own;
    routes = endpoints;
  }

  Set<String> paths() {
    return routes.paths();
  }

  int running() {
    return running.get();
  }

  LongAdder[] answered() {
    return answered;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, limits);
    request.setAttribute(SEEN, true);
    running.incrementAndGet();
    String error = null;
    boolean permitted = permits.tryAcquire();
    try {
      if (!permitted) {
        exchange.with("Retry-After", "1");
        throw new Refusal(
            UNAVAILABLE,
            "the agent serves "
                + limits.requests()
                + " requests already, which is its limit; try again soon");
      }
      Endpoint endpoint = routes.find(exchange.rawPath());
      names.check(exchange);
      if (!endpoint.servesPages(exchange)) {
        refuseWebPages(exchange);
      }
      refuseCodings(exchange);
      endpoint.serve(exchange);
      if (!response.hasLastWrite()) {
        Content.Sink.write(response, true, null);
      }
      callback.succeeded();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      error = "stopped";
      callback.failed(stopped);
    } catch (IOException | RuntimeException failure) {
      error = answer(exchange, failure, callback);
    } catch (OutOfMemoryError tooMuch) {
      error =
          answer(
              exchange,
              new Refusal(UNAVAILABLE, "the agent has no memory left for this; try again later"),
              callback);
    } finally {
      if (permitted) {
        permits.release();
      }
      running.decrementAndGet();
    }
    tell(request, response.getStatus(), Response.getContentBytesWritten(response), error);
    return true;
  }

  // A page in a browser on this host, or on one with a client certificate, would else act for its
  // user. Browsers say so in these headers, which no page can change; nothing else sends them.
  private static void refuseWebPages(Exchange exchange) throws Refusal {
    boolean byAPage = exchange.header("Sec-Fetch-Site").filter(s -> !s.equals("none")).isPresent();
    if (byAPage || exchange.header("Origin").isPresent()) {
      throw new Refusal(FORBIDDEN, "the agent does nothing for web pages");
    }
  }

  // Where one reader knows a coding and another does not, they see different requests.
  private static void refuseCodings(Exchange exchange) throws Refusal {
    String coding = exchange.header("Transfer-Encoding").orElse("chunked");
    if (!coding.equalsIgnoreCase("chunked")) {
      exchange.with("Connection", "close");
      throw new Refusal(NOT_IMPLEMENTED, "of transfer codings only 'chunked' is known");
    }
  }

  private static String answer(Exchange exchange, Exception failure, Callback callback) {
    if (failure instanceof EofException gone) {
      callback.failed(gone);
      return "the peer closed the connection";
    }
    int status = failure instanceof HttpException bad ? bad.getCode() : Failures.status(failure);
    String message =
        failure instanceof BadMessageException bad && bad.getReason() != null
            ? bad.getReason()
            : Failures.message(failure);
    if (exchange.isCommitted()) {
      // Too late for a status: cutting the answer off is what tells that it is not whole.
      callback.failed(failure);
      return message;
    }
    try {
      if (!(failure instanceof Refusal)) {
        exchange.reset();
      }
      exchange.answerText(status, message);
      callback.succeeded();
    } catch (IOException | RuntimeException gone) {
      callback.failed(gone);
    }
    return status >= INTERNAL ? message : null;
  }

  @Override
  public void log(Request request, Response response) {
    if (request.getAttribute(SEEN) == null) {
      Object bytes = request.getAttribute(PlainErrors.BYTES);
      tell(request, response.getStatus(), bytes instanceof Long known ? known : 0, null);
    }
  }

  private void tell(Request request, int status, long bytes, String error) {
    answered[Math.clamp(status / 100, 0, answered.length - 1)].increment();
    listener.answered(
        new RequestListener.Answered(
            Request.getRemoteAddr(request),
            request.getMethod(),
            request.getHttpURI().getPathQuery(),
            status,
            bytes,
            System.nanoTime() - request.getBeginNanoTime(),
            error));
  }
}
