package org.buckytools.store.swift;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.buckytools.store.StoreException;
import org.buckytools.store.TransientStoreException;

/** Requests that end within a time, whatever the server does. Thread-safe. */
final class Http implements AutoCloseable {
  /** The most bytes of an answer of which little matters. */
  static final int SMALL = 1 << 16;

  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final int UNAUTHORIZED = 401;
  private static final int FORBIDDEN = 403;
  private static final int REQUEST_TIMEOUT = 408;
  private static final int UNPROCESSABLE = 422;
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int RATE_LIMITED = 498;
  private static final int SERVER_ERROR = 500;
  private static final int INSUFFICIENT_STORAGE = 507;

  /**
   * An answer.
   *
   * @param body null if it was larger than accepted
   */
  record Answer(int status, HttpHeaders headers, byte[] body) {
    boolean isGood() {
      return status / 100 == 2;
    }

    boolean isRefusal() {
      return status == UNAUTHORIZED || status == FORBIDDEN;
    }

    boolean isEndOfToken() {
      return status == UNAUTHORIZED;
    }

    /** How many bytes the body has, or had if it was too large; -1 if the server does not tell. */
    long size() {
      return headers.firstValueAsLong("Content-Length").orElse(-1);
    }

    String header(String name, String action) throws StoreException {
      return headers
          .firstValue(name)
          .orElseThrow(
              () -> new StoreException(action + ": the answer lacks the header " + name, null));
    }

    void mustBeGood(String action) throws StoreException {
      if (isGood()) {
        return;
      }
      String text = action + ": the server answers " + status;
      switch (status) {
        case REQUEST_TIMEOUT, TOO_MANY_REQUESTS, RATE_LIMITED, UNPROCESSABLE ->
            throw new TransientStoreException(text, null);
        case INSUFFICIENT_STORAGE -> throw new StoreException(text + ": it is full", null);
        default -> {
          if (status >= SERVER_ERROR) {
            throw new TransientStoreException(text, null);
          }
          throw new StoreException(text, null);
        }
      }
    }
  }

  private final HttpClient client;
  private final Duration patience;

  /**
   * @param patience how long a request may take as a whole
   */
  Http(Duration patience) {
    this.patience = patience;
    Duration connecting = patience.compareTo(CONNECTING) < 0 ? patience : CONNECTING;
    this.client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(connecting)
            .build();
  }

  /**
   * Begins a request.
   *
   * @param origin where the URL comes from, for the message if it is none
   */
  static HttpRequest.Builder request(String url, String origin) throws StoreException {
    try {
      return HttpRequest.newBuilder(URI.create(url));
    } catch (IllegalArgumentException invalid) {
      throw new StoreException(origin + " is not the URL of a server: " + url, invalid);
    }
  }

  /**
   * Sends a request.
   *
   * @param limit the most bytes of the body that are read
   * @throws TransientStoreException if no whole answer comes in time
   */
  Answer send(String action, HttpRequest request, int limit) throws IOException {
    CompletableFuture<HttpResponse<byte[]>> sent = client.sendAsync(request, atMost(limit));
    try {
      HttpResponse<byte[]> response = sent.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      return new Answer(response.statusCode(), response.headers(), response.body());
    } catch (TimeoutException slow) {
      throw new TransientStoreException(
          action + ": no whole answer within " + patience.toMillis() / 1000.0 + " s", slow);
    } catch (ExecutionException failure) {
      String text = action + ": " + words(failure.getCause());
      throw failure.getCause() instanceof SSLHandshakeException
          ? new StoreException(text, failure)
          : new TransientStoreException(text, failure);
    } catch (InterruptedException stop) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(action + ": interrupted");
    } finally {
      sent.cancel(true);
    }
  }

  private static String words(Throwable failure) {
    String message = failure.getMessage();
    String name = failure.getClass().getSimpleName();
    return message == null ? name : name + ": " + message;
  }

  private static BodyHandler<byte[]> atMost(int limit) {
    return info -> {
      long size = info.headers().firstValueAsLong("Content-Length").orElse(0);
      // An error's text may be of any size, and does not matter.
      return size > limit
          ? BodySubscribers.replacing(null)
          : BodySubscribers.limiting(BodySubscribers.ofByteArray(), limit);
    };
  }

  @Override
  public void close() {
    client.shutdownNow();
  }
}
