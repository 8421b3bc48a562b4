package org.buckytools.tree.inventory;

import java.io.IOException;
import java.time.Instant;

/** Where the names of a tree come from. */
interface Source {
  /**
   * What a source gave.
   *
   * @param table of the names
   * @param passed over
   * @param truthSince changes that were made before are in it for sure
   */
  record Yield(NameTable table, PassedOver passed, Instant truthSince) {}

  /** Reads all; stops soon after the thread is interrupted. */
  Yield read() throws IOException;

  /** Whether reading again would give something new, as far as that can be told cheaply. */
  boolean hasChanged();

  /** Whether what it gives may be older than the call of {@link #read}. */
  boolean mayLag();

  /** What it is, for people. */
  String description();
}
