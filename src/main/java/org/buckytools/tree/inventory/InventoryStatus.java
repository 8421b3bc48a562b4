package org.buckytools.tree.inventory;

import java.time.Duration;
import java.time.Instant;

/**
 * How it stands with a {@link LiveInventory}.
 *
 * @param state what is going on
 * @param failure why the last build failed; null if it did not
 * @param source where the names come from, for people
 * @param begun when the last build was asked for; it may be going on
 * @param built when the inventory that is served was complete; null if there is none
 * @param took how long its build took; null if there is none
 * @param count of its names, 0 if there is none
 * @param memory about how many bytes it takes
 * @param passed what it does not hold although it is there
 */
public record InventoryStatus(
    State state,
    String failure,
    String source,
    Instant begun,
    Instant built,
    Duration took,
    long count,
    long memory,
    PassedOver passed) {
  /** What is going on. */
  public enum State {
    /** One is being built; there may be an older one. */
    BUILDING,
    /** The last build went well. */
    READY,
    /** The last build failed; there may be an older inventory. */
    FAILED
  }
}
