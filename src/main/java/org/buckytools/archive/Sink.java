package org.buckytools.archive;

import java.io.IOException;

/** Where the metrics of an archive go. Confined to one thread. */
public interface Sink {
  /** Hears once what became of a metric, from any thread, perhaps while another is put. */
  interface Receipt {
    /** It is where it belongs. */
    void placed(Placed placed);

    /** It is not, or not everywhere. */
    void failed(IOException failure);
  }

  /**
   * Puts a metric where it belongs and verifies that it is there.
   *
   * @param receipt hears of it now, later, or at the latest in {@link #finish} of the last sink
   * @throws GivenUpException if no other can be put anywhere either; the restore ends
   * @throws IOException if it cannot be put, or not everywhere, of which the receipt does not hear
   *     then; the restore goes on without it
   */
  void put(ArchivedFile member, Receipt receipt) throws IOException, InterruptedException;

  /** Ends the work: all that was put is where it belongs, or has failed. */
  default void finish() throws IOException, InterruptedException {}
}
