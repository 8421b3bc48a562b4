package org.buckytools.cluster.relocation;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.MoveSource;
import org.buckytools.cluster.relocation.Settings.Mode;

/**
 * Carries moves out: many at once, each one step at a time, in memory that does not grow with how
 * many there are.
 *
 * <p>For each move every owner pulls what each source has, one after the other. A misplaced source
 * is removed only when the last pull of each owner brought the same bytes, and only if it still
 * holds those; if it has changed it is copied again. What fails is tried again some times. An agent
 * that fails again and again is given up; then whatever needs it fails, and all else goes on.
 *
 * <p>Being interrupted, it begins nothing new, waits for the requests that run, and reports what
 * has been done; no metric is ever half moved, only copied and not yet removed. One object is for
 * one run.
 */
public final class Relocation {
  private static final long LONGEST_SLEEP = Duration.ofSeconds(1).toNanos();

  private final Settings settings;
  private final Journal journal;
  private final RelocationListener listener;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Schedule schedule;
  private final Requests requests;
  private final Tally tally = new Tally();
  private int inFlight;
  private boolean stopping;
  private IOException broken;

  /**
   * A relocation that has not begun.
   *
   * @param agents gives the agent of a HOST:PORT
   * @param journal told of each move that is done, and asked about it before
   * @param listener told of each move that has ended
   * @param throttle asked before anything is written
   */
  public Relocation(
      Function<String, RemoteAgent> agents,
      Settings settings,
      Journal journal,
      RelocationListener listener,
      Throttle throttle) {
    this.settings = settings;
    this.journal = journal;
    this.listener = listener;
    schedule = new Schedule(settings, throttle);
    requests = new Requests(agents, settings, new Outcome());
  }

  /**
   * Carries all moves out that can be.
   *
   * @param moves no metric twice
   * @throws IOException if moves cannot be read or the journal cannot be written; what runs is
   *     waited for
   */
  public RelocationReport run(MoveSource moves) throws IOException {
    long start = System.nanoTime();
    boolean interrupted = false;
    lock.lock();
    try {
      try {
        while (admit(moves) || inFlight > 0) {
          long now = System.nanoTime();
          dispatch(now);
          if (broken != null) {
            throw broken;
          }
          await(now);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      } finally {
        stopping = true;
        finishRequests();
      }
    } finally {
      lock.unlock();
    }
    if (broken != null) {
      throw broken;
    }
    return tally.report(Duration.ofNanos(System.nanoTime() - start), interrupted);
  }

  /** Whether there may be more moves than have been admitted. */
  private boolean admit(MoveSource moves) throws IOException {
    while (inFlight < settings.inFlight()) {
      Optional<Move> move = moves.next();
      if (move.isEmpty()) {
        return false;
      }
      if (!move.get().removes() && settings.mode() == Mode.MOVE && journal.isDone(move.get())) {
        end(new Finished(move.get(), Finished.Result.DONE_BEFORE, 0, 0, "", ""));
      } else {
        inFlight++;
        advance(new Job(move.get(), settings));
      }
    }
    return true;
  }

  private void dispatch(long now) {
    schedule.wake(now).forEach(this::advance);
    for (Optional<Schedule.Batch> batch = schedule.next(now);
        batch.isPresent();
        batch = schedule.next(now)) {
      requests.start(batch.get());
    }
  }

  // By the time of the dispatch: what has become due since then must not be taken for what waits
  // for a request to end, of which it would be told.
  private void await(long now) throws InterruptedException {
    if (inFlight == 0) {
      return;
    }
    long wait = Math.min(LONGEST_SLEEP, schedule.sleep(now));
    if (wait > 0) {
      changed.awaitNanos(wait);
    } else if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Goes on with a job, to its next step or its end. */
  private void advance(Job job) {
    Optional<Step> step = job.next();
    while (step.isPresent()) {
      Optional<Schedule.Loss> loss = schedule.add(step.get(), System.nanoTime());
      if (loss.isEmpty()) {
        changed.signal();
        return;
      }
      job.giveUp(step.get(), loss.get().agent(), loss.get().reason());
      step = job.next();
    }
    inFlight--;
    end(job.finished());
    changed.signal();
  }

  private void end(Finished finished) {
    tally.finished(finished);
    try {
      journal.record(finished);
    } catch (IOException e) {
      broken = e;
    }
    listener.finished(finished);
  }

  private void finishRequests() {
    boolean again = Thread.interrupted();
    long left = settings.grace().toNanos();
    try {
      while (requests.running() > 0 && left > 0) {
        left = changed.awaitNanos(left);
      }
    } catch (InterruptedException e) {
      again = true;
    }
    requests.interrupt();
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(5);
    while (requests.running() > 0 && end - System.nanoTime() > 0) {
      try {
        changed.awaitNanos(end - System.nanoTime());
      } catch (InterruptedException e) {
        again = true;
      }
    }
    if (again) {
      Thread.currentThread().interrupt();
    }
  }

  /** What requests come to; called by their threads. */
  private final class Outcome implements Requests.Listener {
    @Override
    public void under(Runnable change) {
      lock.lock();
      try {
        change.run();
        changed.signal();
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Tally tally() {
      return tally;
    }

    @Override
    public HostState host(String agent) {
      return schedule.host(agent);
    }

    @Override
    public void goOn(Job job) {
      if (!stopping) {
        advance(job);
      } else if (job.next().isEmpty()) {
        inFlight--;
        end(job.finished());
      }
    }

    @Override
    public void mistake(Throwable mistake) {
      broken = new IOException("internal error: " + mistake, mistake);
    }

    @Override
    public void failed(String agent, String reason) {
      if (!stopping && schedule.host(agent).failed(reason, System.nanoTime())) {
        listener.lost(agent, reason);
        schedule.drain(agent).forEach(Relocation.this::advance);
      }
    }
  }
}
