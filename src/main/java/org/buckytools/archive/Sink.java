package org.buckytools.archive;

import java.io.IOException;

/** Where the metrics of an archive go. Confined to one thread. */
public interface Sink {
  /**
   * Puts a metric where it belongs and verifies that it is there.
   *
   * @throws GivenUpException if no other can be put anywhere either; the restore ends
   * @throws IOException if it cannot, or not everywhere; the restore goes on without it
   */
  Placed put(ArchivedFile member) throws IOException, InterruptedException;
}
