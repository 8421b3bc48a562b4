package org.buckytools.store.swift;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.function.UnaryOperator;
import org.buckytools.store.StoreException;

/**
 * Version 1 of logging in: one request that answers with URL and token in its headers.
 *
 * @param url where to
 * @param user such as {@code account:name}
 * @param key the password
 */
record V1Login(String url, String user, String key) implements Login {
  static V1Login from(UnaryOperator<String> environment) throws StoreException {
    return new V1Login(
        environment.apply("ST_AUTH"),
        Login.need(environment, "ST_USER"),
        Login.need(environment, "ST_KEY"));
  }

  @Override
  public Session begin(Http http) throws IOException {
    String action = "logging in at " + url + " as " + user;
    HttpRequest.Builder request = Http.request(url, "ST_AUTH");
    request.header("X-Auth-User", user).header("X-Auth-Key", key);
    Http.Answer answer = http.send(action, request.GET().build(), Http.SMALL);
    if (answer.isRefusal()) {
      throw new StoreException(
          action + ": refused (" + answer.status() + "); are ST_USER and ST_KEY right?", null);
    }
    answer.mustBeGood(action);
    return new Session(
        answer.header("X-Storage-Url", action), answer.header("X-Auth-Token", action));
  }

  /** Without the key. */
  @Override
  public String toString() {
    return url + " as " + user;
  }
}
