package org.buckytools.agent.access;

import java.util.Optional;

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

  /** The token with which this agent asks others on its own behalf, if there are tokens. */
  default Optional<String> ownToken() {
    return Optional.empty();
  }
}
