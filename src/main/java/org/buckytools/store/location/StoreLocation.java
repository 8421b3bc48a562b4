package org.buckytools.store.location;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import org.buckytools.store.NoopStore;
import org.buckytools.store.RetryingStore;
import org.buckytools.store.Store;
import org.buckytools.store.disk.DiskStore;

/**
 * Where a store is: {@code file:///DIRECTORY}, {@code disk:DIRECTORY} or a plain path, or {@code
 * noop:}.
 */
public final class StoreLocation {
  private static final String ACCEPTED =
      "; give a directory (/backups/host1 or file:///backups/host1) or noop:";

  private interface Opener {
    Store open();
  }

  private final String text;
  private final Opener opener;

  private StoreLocation(String text, Opener opener) {
    this.text = text;
    this.opener = opener;
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
      return new StoreLocation(text, NoopStore::new);
    }
    if (text.startsWith("disk:") && text.length() > "disk:".length()) {
      return directory(Path.of(text.substring("disk:".length())));
    }
    if (text.startsWith("file:")) {
      return directory(file(text));
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
    return new StoreLocation(absolute.toString(), () -> new DiskStore(absolute));
  }

  /** Opens the store; whatever may pass is tried again. */
  public Store open() {
    return new RetryingStore(
        opener.open(), RetryingStore.Patience.USUAL, time -> Thread.sleep(time));
  }

  /** The location, without credentials, the same for the same store. */
  @Override
  public String toString() {
    return text;
  }
}
