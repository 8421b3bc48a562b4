package org.buckytools.cluster.relocation;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.client.AgentClient;
import org.buckytools.client.AgentException;
import org.buckytools.wire.JobStatus;

/**
 * Tells agents every two seconds how far a run has come, so that they can show it to people. What
 * is shorter is not told of, and an agent that does not want to hear is left alone: nothing depends
 * on it. Thread-safe.
 */
public final class Announcement implements RelocationListener, AutoCloseable {
  private static final Duration INTERVAL = Duration.ofSeconds(2);

  private final String id = UUID.randomUUID().toString();
  private final String kind;
  private final long total;
  private final long started;
  private final Pause pause;
  private final LongAdder done = new LongAdder();
  private final LongAdder bytes = new LongAdder();
  private final List<Thread> threads;

  /**
   * Begins.
   *
   * @param kind of run, in small letters and hyphens
   * @param total how many moves there are
   * @param agents to tell
   */
  public Announcement(String kind, long total, List<AgentClient> agents, InstantSource clock) {
    this(kind, total, agents, clock, Pause.REAL);
  }

  Announcement(
      String kind, long total, List<AgentClient> agents, InstantSource clock, Pause pause) {
    this.kind = kind;
    this.total = total;
    this.started = clock.instant().getEpochSecond();
    this.pause = pause;
    threads =
        agents.stream()
            .map(agent -> Thread.ofPlatform().daemon().start(() -> tellAgain(agent)))
            .toList();
  }

  private void tellAgain(AgentClient agent) {
    try {
      while (true) {
        pause.await(INTERVAL);
        if (!tell(agent)) {
          return;
        }
      }
    } catch (InterruptedException end) {
      // The agent forgets the run by itself.
    }
  }

  /** Tells one agent; whether to go on with that. */
  private boolean tell(AgentClient agent) throws InterruptedException {
    try {
      agent.announce(new JobStatus(id, kind, "", done.sum(), total, bytes.sum(), started));
      return true;
    } catch (AgentException failure) {
      // One that is away may come back; whether it matters is told by those that need it.
      return failure.trouble() == AgentException.Trouble.DEAD
          || failure.trouble() == AgentException.Trouble.HUNG;
    }
  }

  @Override
  public void finished(Finished finished) {
    done.increment();
    bytes.add(finished.bytes());
  }

  @Override
  public void lost(String agent, String reason) {}

  /** Tells no more. */
  @Override
  public void close() {
    threads.forEach(Thread::interrupt);
  }
}
