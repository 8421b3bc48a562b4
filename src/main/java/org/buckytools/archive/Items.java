package org.buckytools.archive;

import java.io.IOException;

/**
 * What there is to do, one after the other. For one thread.
 *
 * @param <T> one item
 */
public interface Items<T> {
  /** The next item, or null at the end. */
  T next() throws IOException;
}
