package org.buckytools.agent.page;

import java.util.Optional;
import org.buckytools.wire.AgentStatus;
import org.buckytools.wire.HashRing;

/**
 * What an agent said when it was asked how it is.
 *
 * @param ring as it has it
 * @param status nothing from a plain buckyd
 * @param error why nothing was heard, for people; empty if it answered
 * @param answered when it answered last, in seconds since 1970; 0 if it never has
 */
record Glance(Optional<HashRing> ring, Optional<AgentStatus> status, String error, long answered) {
  static final Glance NONE = new Glance(Optional.empty(), Optional.empty(), "", 0);

  /** The same with the reason why nothing more was heard. */
  Glance silent(String reason) {
    return new Glance(ring, status, reason, answered);
  }

  boolean isGood() {
    return answered > 0 && error.isEmpty();
  }
}
