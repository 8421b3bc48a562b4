package org.buckytools.agent.access;

import java.util.Optional;
import org.buckytools.metric.MetricName;

/** Says what the sender of a request may do: the one place that is asked. Thread-safe. */
public interface Access {
  /** Everybody may do all. */
  Access ANONYMOUS = credentials -> Rights.ALL;

  /**
   * The rights of a sender.
   *
   * @throws ForbiddenException if the credentials are missing, forged or expired
   */
  Rights of(Credentials credentials) throws ForbiddenException;

  /**
   * A token with which this agent asks another on behalf of somebody who has shown that right
   * himself. It is short-lived and grants nothing else.
   *
   * @return empty if there are no tokens here
   */
  default Optional<String> token(Operation operation, MetricName metric) {
    return Optional.empty();
  }
}
