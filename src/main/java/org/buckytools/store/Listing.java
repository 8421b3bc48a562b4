package org.buckytools.store;

import java.io.Closeable;
import java.io.IOException;

/** A listing being read. For one thread. */
public interface Listing extends Closeable {

  /** The next object, or null when there is none left. */
  StoredObject next() throws IOException;

  /** Ends the listing early; harmless at its end. */
  @Override
  void close() throws IOException;
}
