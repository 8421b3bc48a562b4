package org.buckytools.client;

import java.io.IOException;
import java.util.Optional;

/**
 * What an agent tells of many things, one after the other as it comes. For one thread.
 *
 * @param <T> what it tells of each
 */
public interface Records<T> extends AutoCloseable {
  /**
   * Waits for the next.
   *
   * @return nothing at the end
   * @throws IOException if the agent breaks off; what has been told is true
   */
  Optional<T> next() throws IOException, InterruptedException;

  @Override
  void close();
}
