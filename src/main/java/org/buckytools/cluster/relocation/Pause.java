package org.buckytools.cluster.relocation;

import java.time.Duration;

/** Waits between the times that something is done. */
interface Pause {
  /** By the clock. */
  Pause REAL = Thread::sleep;

  /** Waits so long. */
  void await(Duration time) throws InterruptedException;
}
