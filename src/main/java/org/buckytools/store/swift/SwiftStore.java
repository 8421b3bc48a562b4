package org.buckytools.store.swift;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.function.UnaryOperator;
import org.buckytools.store.Keys;
import org.buckytools.store.Listing;
import org.buckytools.store.NoSuchObjectException;
import org.buckytools.store.ObjectTooLargeException;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.TransientStoreException;

/**
 * Objects in a container, which is created when the first is put.
 *
 * <p>An upload carries its MD5, so the server refuses what was changed on the way, and the MD5 that
 * it answers is compared. A page of a listing is one request for up to 10,000 objects. On a cluster
 * under stress a listing may lag behind; a version is then seen by the run after the next.
 */
public final class SwiftStore implements Store {
  private static final Duration USUAL_PATIENCE = Duration.ofMinutes(2);
  private static final int NOT_FOUND = 404;
  private static final int PAGE = 10_000;
  private static final int LARGEST_PAGE = 1 << 25;

  private final String container;
  private final Connection connection;
  private final int page;

  /**
   * A store in a container; nothing is asked of it yet.
   *
   * @param environment gives a variable's value, empty if it is not set; the variables are those of
   *     OpenStack's tools, {@code ST_*} or {@code OS_*}
   * @throws StoreException if they do not tell how to log in
   */
  public static SwiftStore open(String container, UnaryOperator<String> environment)
      throws StoreException {
    return new SwiftStore(container, Login.from(environment), USUAL_PATIENCE, PAGE);
  }

  SwiftStore(String container, Login login, Duration patience, int page) {
    this.container = container;
    this.connection = new Connection(new Http(patience), login);
    this.page = page;
  }

  private String name() {
    return "swift://" + container;
  }

  private String action(String verb, String key) {
    return name() + ": " + verb + " " + key;
  }

  private String path(String key) {
    return "/" + UrlText.encoded(container) + "/" + UrlText.encodedPath(Keys.check(key));
  }

  @Override
  public void put(String key, ByteBuffer content) throws IOException {
    String path = path(key);
    Keys.checkLength(key);
    String action = action("put", key);
    String digest = md5(content.duplicate());
    Http.Answer answer = put(action, path, content, digest);
    if (answer.status() == NOT_FOUND) {
      createContainer();
      answer = put(action, path, content, digest);
    }
    answer.mustBeGood(action);
    String stored = answer.headers().firstValue("ETag").orElse(digest);
    if (!stored.replace("\"", "").toLowerCase(Locale.ROOT).equals(digest)) {
      throw new TransientStoreException(
          action + ": the server stored other bytes (MD5 " + stored + ") than were sent", null);
    }
  }

  private Http.Answer put(String action, String path, ByteBuffer content, String digest)
      throws IOException {
    return connection.send(
        action, path, request -> request.header("ETag", digest).PUT(body(content)), Http.SMALL);
  }

  private static BodyPublisher body(ByteBuffer content) {
    if (content.hasArray()) {
      int from = content.arrayOffset() + content.position();
      return BodyPublishers.ofByteArray(content.array(), from, content.remaining());
    }
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return BodyPublishers.ofByteArray(bytes);
  }

  private void createContainer() throws IOException {
    String action = name() + ": create the container";
    connection
        .send(
            action,
            "/" + UrlText.encoded(container),
            request -> request.PUT(BodyPublishers.noBody()),
            Http.SMALL)
        .mustBeGood(action);
  }

  private static String md5(ByteBuffer content) {
    try {
      MessageDigest md5 = MessageDigest.getInstance("MD5");
      md5.update(content);
      return HexFormat.of().formatHex(md5.digest());
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public byte[] get(String key, int limit) throws IOException {
    String action = action("get", key);
    Http.Answer answer =
        connection.send(action, path(key), HttpRequest.Builder::GET, Math.max(limit, Http.SMALL));
    if (answer.status() == NOT_FOUND) {
      throw new NoSuchObjectException(name(), key);
    }
    answer.mustBeGood(action);
    if (answer.body() == null || answer.body().length > limit) {
      throw new ObjectTooLargeException(name(), key, answer.size(), limit);
    }
    return answer.body();
  }

  @Override
  public Listing list(String prefix, String after) {
    return new SwiftListing(from -> page(prefix, from), page, after);
  }

  private byte[] page(String prefix, String after) throws IOException {
    String action = action("list", prefix);
    String path =
        "/"
            + UrlText.encoded(container)
            + "?format=json&limit="
            + page
            + "&prefix="
            + UrlText.encoded(prefix)
            + "&marker="
            + UrlText.encoded(after);
    Http.Answer answer = connection.send(action, path, HttpRequest.Builder::GET, LARGEST_PAGE);
    if (answer.status() == NOT_FOUND) {
      return null;
    }
    answer.mustBeGood(action);
    if (answer.body() == null) {
      throw new StoreException(
          action + ": the server's page of " + answer.size() + " bytes is too large", null);
    }
    return answer.body();
  }

  @Override
  public void delete(String key) throws IOException {
    String action = action("delete", key);
    Http.Answer answer =
        connection.send(action, path(key), HttpRequest.Builder::DELETE, Http.SMALL);
    if (answer.status() != NOT_FOUND) {
      answer.mustBeGood(action);
    }
  }

  /** Nothing to wait for: an object whose upload was answered is safe. */
  @Override
  public void sync() {}

  @Override
  public void close() {
    connection.close();
  }
}
