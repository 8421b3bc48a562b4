package org.buckytools.client;

import java.io.IOException;

/** Names as an agent sends them, unchecked. */
interface RawNames {
  boolean next() throws IOException;

  byte[] bytes();

  int length();

  /** The number in a column after the name, or -1. */
  long field(int column);
}
