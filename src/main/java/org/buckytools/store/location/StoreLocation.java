package org.buckytools.store.location;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.buckytools.store.NoopStore;
import org.buckytools.store.PrefixedStore;
import org.buckytools.store.RetryingStore;
import org.buckytools.store.Store;
import org.buckytools.store.disk.DiskStore;
import org.buckytools.store.s3.S3Settings;
import org.buckytools.store.s3.S3Store;
import org.buckytools.store.swift.SwiftStore;

/**
 * Where a store is: {@code file:///DIRECTORY}, {@code disk:DIRECTORY} or a plain path, {@code
 * s3://BUCKET/PREFIX}, {@code swift://CONTAINER/PREFIX}, or {@code noop:}. Nothing of the libraries
 * that a kind of store needs is loaded before one is opened.
 */
public final class StoreLocation {
  private static final String ACCEPTED =
      "; give a directory (/backups/host1 or file:///backups/host1), s3://BUCKET/PREFIX,"
          + " swift://CONTAINER/PREFIX or noop:";
  private static final Set<String> S3_SETTINGS =
      new TreeSet<>(Set.of("region", "endpoint", "path-style"));

  private interface Opener {
    Store open(UnaryOperator<String> environment) throws IOException;
  }

  private final String text;
  private final Opener opener;
  private final UnaryOperator<String> environment;

  private StoreLocation(String text, Opener opener) {
    this(text, opener, variable -> "");
  }

  private StoreLocation(String text, Opener opener, UnaryOperator<String> environment) {
    this.text = text;
    this.opener = opener;
    this.environment = environment;
  }

  /**
   * Understands a location. Nothing is opened or created.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static StoreLocation parse(String text) {
    if (text.isEmpty()) {
      throw new IllegalArgumentException("the store's location is empty" + ACCEPTED);
    }
    if (text.equals("noop:")) {
      return new StoreLocation(text, environment -> new NoopStore());
    }
    if (text.startsWith("disk:") && text.length() > "disk:".length()) {
      return directory(Path.of(text.substring("disk:".length())));
    }
    if (text.startsWith("file:")) {
      return directory(file(text));
    }
    if (text.startsWith("s3:")) {
      return s3(ObjectLocation.parse(text, S3_SETTINGS));
    }
    if (text.startsWith("swift:")) {
      return swift(ObjectLocation.parse(text, Set.of()));
    }
    int colon = text.indexOf(':');
    if (colon > 0 && text.substring(0, colon).chars().allMatch(Character::isLetterOrDigit)) {
      throw new IllegalArgumentException("'" + text + "' is not a store's location" + ACCEPTED);
    }
    return directory(Path.of(text));
  }

  private static Path file(String text) {
    try {
      URI uri = new URI(text);
      boolean local = uri.getAuthority() == null || uri.getAuthority().equals("localhost");
      if (local && uri.getPath() != null && uri.getQuery() == null && uri.getFragment() == null) {
        return Path.of(uri.getPath());
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is not a store's location: " + e.getReason() + ACCEPTED, e);
    }
    throw new IllegalArgumentException("'" + text + "' is not a store's location" + ACCEPTED);
  }

  private static StoreLocation directory(Path directory) {
    Path absolute = directory.toAbsolutePath().normalize();
    return new StoreLocation(absolute.toString(), environment -> new DiskStore(absolute));
  }

  private static StoreLocation s3(ObjectLocation location) {
    Optional<URI> endpoint = location.setting("endpoint").map(StoreLocation::endpoint);
    String style = location.setting("path-style").orElse("false");
    if (!style.equals("true") && !style.equals("false")) {
      throw new IllegalArgumentException("path-style is true or false, not '" + style + "'");
    }
    return new StoreLocation(
        location.text(),
        environment -> {
          S3Settings settings =
              new S3Settings(
                  location.bucket(),
                  region(location, environment),
                  endpoint,
                  style.equals("true"),
                  S3Settings.USUAL_PATIENCE);
          return prefixed(new S3Store(settings), location);
        });
  }

  private static URI endpoint(String text) {
    // Most people who type an endpoint mean https.
    URI uri = URI.create(text.contains("://") ? text : "https://" + text);
    if (uri.getRawAuthority() != null && uri.getRawAuthority().indexOf('@') >= 0) {
      throw new IllegalArgumentException(
          "no @ can be in an endpoint: credentials belong in the environment");
    }
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "'" + text + "' is not the endpoint of a server; give https://HOST:PORT");
    }
    return uri;
  }

  // Other makers' servers have no regions, but the signature of a request needs one.
  private static Optional<String> region(
      ObjectLocation location, UnaryOperator<String> environment) {
    return location
        .setting("region")
        .or(() -> set(environment, "AWS_REGION"))
        .or(() -> set(environment, "AWS_DEFAULT_REGION"))
        .or(() -> location.setting("endpoint").map(other -> "us-east-1"));
  }

  private static Optional<String> set(UnaryOperator<String> environment, String variable) {
    return Optional.of(environment.apply(variable)).filter(value -> !value.isEmpty());
  }

  private static StoreLocation swift(ObjectLocation location) {
    return new StoreLocation(
        location.text(),
        environment -> prefixed(SwiftStore.open(location.bucket(), environment), location));
  }

  private static Store prefixed(Store store, ObjectLocation location) {
    return location.prefix().isEmpty() ? store : new PrefixedStore(store, location.prefix());
  }

  /**
   * The same location, with an environment that tells credentials and regions.
   *
   * @param variables gives the value of a variable, empty if it is not set
   */
  public StoreLocation in(UnaryOperator<String> variables) {
    return new StoreLocation(text, opener, variables);
  }

  /**
   * Opens the store; whatever may pass is tried again.
   *
   * @throws IOException if it is not known how to log in
   */
  public Store open() throws IOException {
    return new RetryingStore(
        opener.open(environment), RetryingStore.Patience.USUAL, time -> Thread.sleep(time));
  }

  /** The location, without credentials, the same for the same store. */
  @Override
  public String toString() {
    return text;
  }
}
