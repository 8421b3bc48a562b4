package org.buckytools.agent.jobs;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.buckytools.wire.JobStatus;

/** The jobs that run here. Thread-safe. */
public final class Jobs {
  // Each of many clients may have hundreds of requests under way; a page shows a few.
  private static final int MOST_TOLD = 50;

  private final InstantSource clock;
  private final AtomicLong last = new AtomicLong();
  private final Map<Long, Job> running = new ConcurrentSkipListMap<>();

  /** No jobs yet. */
  public Jobs(InstantSource clock) {
    this.clock = clock;
  }

  /** One job, until it is closed. Thread-safe. */
  public final class Job implements AutoCloseable {
    private final long number = last.incrementAndGet();
    private final Instant started = clock.instant();
    private final String kind;
    private final String note;
    private final long total;
    private final LongAdder done = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    private Job(String kind, String note, long total) {
      this.kind = kind;
      this.note = note;
      this.total = total;
    }

    /** So much more of it is done. */
    public void done(long more, long moreBytes) {
      done.add(more);
      bytes.add(moreBytes);
    }

    private JobStatus status() {
      return new JobStatus(
          "", kind, note, done.sum(), total, bytes.sum(), started.getEpochSecond());
    }

    @Override
    public void close() {
      running.remove(number);
    }
  }

  /**
   * Begins a job.
   *
   * @param kind one word or two
   * @param note more for people, perhaps empty; names no metric
   * @param total how much there is to be done, 0 if nobody knows
   */
  public Job begin(String kind, String note, long total) {
    Job job = new Job(kind, note, total);
    running.put(job.number, job);
    return job;
  }

  /** The oldest of those that run. */
  public List<JobStatus> now() {
    List<JobStatus> all = new ArrayList<>();
    for (Job job : running.values()) {
      if (all.size() == MOST_TOLD) {
        break;
      }
      all.add(job.status());
    }
    return all;
  }
}
