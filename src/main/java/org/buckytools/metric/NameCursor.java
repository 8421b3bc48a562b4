package org.buckytools.metric;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * A stream of metric names in the order of their UTF-8 bytes, each once, without an object for
 * each: inventories of millions are merged, sent and planned through it. For one thread.
 */
public interface NameCursor extends AutoCloseable {
  /** What {@link #size}, {@link #modified} and {@link #points} are where nobody has looked. */
  long UNKNOWN = -1;

  /**
   * Goes on to the next name.
   *
   * @return false at the end
   * @throws IOException if the source fails, or breaks off before its end
   */
  boolean next() throws IOException;

  /** Holds the current name's UTF-8 from index 0; good until the next call of {@link #next}. */
  byte[] bytes();

  /** How many bytes the current name has. */
  int length();

  /** The current file's size in bytes, or {@link #UNKNOWN}. */
  default long size() {
    return UNKNOWN;
  }

  /** When the current file was last changed, in seconds since 1970, or {@link #UNKNOWN}. */
  default long modified() {
    return UNKNOWN;
  }

  /** How many points the current file has room for, or {@link #UNKNOWN}. */
  default long points() {
    return UNKNOWN;
  }

  /** The current name as text. */
  default String text() {
    return new String(bytes(), 0, length(), StandardCharsets.UTF_8);
  }

  @Override
  void close() throws IOException;
}
