package org.buckytools.store;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Holds objects: bytes under a key.
 *
 * <p>A key is relative to the store, such as {@code
 * servers.web1.load/2026-01-31T02:00:00+00:00.sha1}: not empty, parts parted by slashes, no part
 * empty, {@code .} or {@code ..}. Other keys are refused with {@link IllegalArgumentException}. How
 * long keys and their parts may be is up to the store: 1,024 bytes in all, or 255 a part.
 *
 * <p>An object is visible as a whole or not at all, and what has been put is seen by the next call
 * of anybody. What has been put survives a crash of the store's machine once {@link #sync} has
 * returned. Thread-safe. Failures are {@link StoreException}s, by what the caller can do about
 * them.
 */
public interface Store extends Closeable {

  /**
   * Stores an object, replacing what has that key.
   *
   * @param content its remaining bytes; position and limit are not changed
   * @throws UnfitKeyException if the key is too long for this store
   */
  void put(String key, ByteBuffer content) throws IOException;

  /**
   * Reads a whole object.
   *
   * @param limit the most bytes that are accepted
   * @throws NoSuchObjectException if there is none
   * @throws ObjectTooLargeException if it has more bytes than that
   */
  byte[] get(String key, int limit) throws IOException;

  /**
   * Lists objects in the order of the bytes of their keys in UTF-8, as a stream: memory does not
   * grow with their number.
   *
   * @param prefix what the keys begin with; may be empty and may end within a part
   * @param after only greater keys are listed; empty for all
   */
  Listing list(String prefix, String after) throws IOException;

  /** Deletes an object; nothing happens if there is none. */
  void delete(String key) throws IOException;

  /** Waits until all that has been put and deleted so far is safe from a crash. */
  void sync() throws IOException;

  /** Ends the use of the store. */
  @Override
  void close() throws IOException;
}
