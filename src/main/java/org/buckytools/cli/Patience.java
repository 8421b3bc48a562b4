package org.buckytools.cli;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.buckytools.client.AgentException;
import org.buckytools.client.AgentException.Trouble;
import org.buckytools.cluster.Member;

/**
 * Decides when an agent is asked no more: a hundred thousand metrics are not each to wait for one
 * that hangs. Thread-safe.
 */
final class Patience {
  private static final int MOST = 3;

  private final Map<Member, Integer> inARow = new ConcurrentHashMap<>();
  private final Consumer<String> listener;

  /**
   * @param listener hears once of each agent that is given up
   */
  Patience(Consumer<String> listener) {
    this.listener = listener;
  }

  /** Notes that an agent has done what it was asked. */
  void succeeded(Member member) {
    inARow.remove(member);
  }

  /** Notes a failure. */
  void failed(Member member, AgentException failure) {
    if (!failure.isOfAgent()) {
      succeeded(member);
      return;
    }
    int count = inARow.merge(member, 1, Integer::sum);
    // The client has waited for it more than once already.
    boolean hopeless = failure.trouble() == Trouble.HUNG || failure.trouble() == Trouble.REFUSING;
    if (!hopeless && count < MOST) {
      return;
    }
    synchronized (this) {
      if (member.isSound()) {
        member.fail(failure);
        listener.accept("it is asked no more: " + Failures.message(failure));
      }
    }
  }
}
