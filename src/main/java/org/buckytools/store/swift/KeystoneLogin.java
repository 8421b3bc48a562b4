package org.buckytools.store.swift;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.util.function.UnaryOperator;
import org.buckytools.store.StoreException;

/**
 * Keystone, version 3 of its API: the answer has a token in a header and a catalogue of services,
 * among them the object store.
 *
 * @param url of Keystone, with its version
 * @param request what is sent; it has the password in it
 * @param region where the object store is to be, empty for any
 * @param endpoint which of its URLs: {@code public}, {@code internal} or {@code admin}
 * @param storage the account's URL if it is not to be taken from the catalogue, else empty
 */
record KeystoneLogin(String url, byte[] request, String region, String endpoint, String storage)
    implements Login {
  private static final int LARGEST_CATALOGUE = 1 << 24;

  static KeystoneLogin from(UnaryOperator<String> environment) throws StoreException {
    String url = environment.apply("OS_AUTH_URL");
    while (url.endsWith("/")) {
      url = url.substring(0, url.length() - 1);
    }
    if (url.endsWith("/v2.0")) {
      throw new StoreException(
          "OS_AUTH_URL is " + url + ", but only version 3 of Keystone is spoken; try …/v3", null);
    }
    String endpoint = environment.apply("OS_INTERFACE");
    endpoint = endpoint.isEmpty() ? environment.apply("OS_ENDPOINT_TYPE") : endpoint;
    endpoint = endpoint.isEmpty() ? "public" : endpoint.replace("URL", "");
    return new KeystoneLogin(
        url.endsWith("/v3") ? url : url + "/v3",
        KeystoneJson.request(environment),
        environment.apply("OS_REGION_NAME"),
        endpoint,
        environment.apply("OS_STORAGE_URL"));
  }

  @Override
  public Session begin(Http http) throws IOException {
    String action = "logging in at " + url;
    HttpRequest.Builder post = Http.request(url + "/auth/tokens", "OS_AUTH_URL");
    post.header("Content-Type", "application/json");
    post.POST(HttpRequest.BodyPublishers.ofByteArray(request));
    Http.Answer answer = http.send(action, post.build(), LARGEST_CATALOGUE);
    if (answer.isRefusal()) {
      throw new StoreException(
          action + ": refused (" + answer.status() + "); are the variables OS_… right?", null);
    }
    answer.mustBeGood(action);
    String token = answer.header("X-Subject-Token", action);
    if (!storage.isEmpty()) {
      return new Session(storage, token);
    }
    String found = KeystoneJson.objectStore(answer.body(), region, endpoint);
    if (found == null) {
      throw new StoreException(
          action
              + ": its catalogue has no object-store with a URL that is "
              + endpoint
              + (region.isEmpty() ? "" : " in the region " + region)
              + "; set OS_REGION_NAME, OS_INTERFACE or OS_STORAGE_URL",
          null);
    }
    return new Session(found, token);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return url;
  }
}
