package org.buckytools.store.swift;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.function.Consumer;
import org.buckytools.store.TransientStoreException;

/** Requests to an account, with a token that is renewed when it has ended. Thread-safe. */
final class Connection implements AutoCloseable {
  private final Http http;
  private final Login login;
  private Session session;

  Connection(Http http, Login login) {
    this.http = http;
    this.login = login;
  }

  private synchronized Session session(Session ended) throws IOException {
    if (session == null || session == ended) {
      session = null;
      session = login.begin(http);
    }
    return session;
  }

  /**
   * Sends a request.
   *
   * @param action for messages
   * @param path below the account, encoded, with a slash before it
   * @param complete sets method, body and headers
   * @param limit the most bytes of the answer's body that are read
   */
  Http.Answer send(String action, String path, Consumer<HttpRequest.Builder> complete, int limit)
      throws IOException {
    Session used = session(null);
    Http.Answer answer = send(used, action, path, complete, limit);
    if (answer.isEndOfToken()) {
      answer = send(session(used), action, path, complete, limit);
      if (answer.isEndOfToken()) {
        // Logging in has just succeeded, so this is not for want of the right password.
        throw new TransientStoreException(action + ": the server refuses a new token (401)", null);
      }
    }
    return answer;
  }

  private Http.Answer send(
      Session with, String action, String path, Consumer<HttpRequest.Builder> complete, int limit)
      throws IOException {
    HttpRequest.Builder request = Http.request(with.storage() + path, "the account's URL");
    request.header("X-Auth-Token", with.token());
    complete.accept(request);
    return http.send(action, request.build(), limit);
  }

  @Override
  public void close() {
    http.close();
  }
}
