package org.buckytools.cluster.relocation;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Steps that may share a request: of one agent, reading from one other if they are pulls. Not
 * thread-safe.
 */
final class Lane {
  /**
   * What tells lanes apart.
   *
   * @param agent HOST:PORT of the agent that is asked
   * @param source HOST:PORT of the agent that it reads from; empty for removals
   */
  record Key(String agent, String source) {
    static Key of(Step step) {
      return new Key(step.agent(), step.reads());
    }

    // Not left to Java, which takes long to derive them.
    @Override
    public boolean equals(Object other) {
      return other instanceof Key that && agent.equals(that.agent) && source.equals(that.source);
    }

    @Override
    public int hashCode() {
      return 31 * agent.hashCode() + source.hashCode();
    }

    boolean isRemoval() {
      return source.isEmpty();
    }

    boolean needs(String host) {
      return agent.equals(host) || source.equals(host);
    }
  }

  private final Key key;
  private final Deque<Step> ready = new ArrayDeque<>();
  private long since;

  Lane(Key key) {
    this.key = key;
  }

  Key key() {
    return key;
  }

  void add(Step step, long now) {
    if (ready.isEmpty()) {
      since = now;
    }
    if (step.job().isUrgent()) {
      ready.addFirst(step);
    } else {
      ready.addLast(step);
    }
  }

  int size() {
    return ready.size();
  }

  /** How long its first step has been waiting, in nanoseconds. */
  long waited(long now) {
    return now - since;
  }

  /** What has failed once goes alone: whatever ails it must not take others down again. */
  List<Step> take(int most, long now) {
    List<Step> batch = new ArrayList<>();
    while (batch.size() < most && !ready.isEmpty()) {
      boolean alone = ready.getFirst().job().attempts() > 0;
      if (alone && !batch.isEmpty()) {
        break;
      }
      batch.add(ready.removeFirst());
      if (alone) {
        break;
      }
    }
    since = now;
    return batch;
  }

  List<Step> takeAll() {
    List<Step> all = List.copyOf(ready);
    ready.clear();
    return all;
  }
}
