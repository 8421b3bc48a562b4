package org.buckytools.agent.jobs;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.buckytools.wire.JobStatus;

/** What clients have said lately of the jobs that they carry out. Thread-safe. */
public final class Announced {
  private static final int MOST = 32;

  /** A client that says nothing for so long has ended, or says it elsewhere. */
  private static final long SILENCE = Duration.ofSeconds(10).toNanos();

  private record Heard(JobStatus job, long at) {}

  private final LongSupplier nanoTime;
  private final Map<String, Heard> jobs = new LinkedHashMap<>();

  /**
   * @param nanoTime a clock that never goes back
   */
  public Announced(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /**
   * Takes what was said of a job.
   *
   * @return false if there are too many others
   */
  synchronized boolean hear(JobStatus job) {
    forget();
    if (jobs.size() >= MOST && !jobs.containsKey(job.id())) {
      return false;
    }
    jobs.put(job.id(), new Heard(job, nanoTime.getAsLong()));
    return true;
  }

  /** The jobs of which something was heard lately. */
  public synchronized List<JobStatus> now() {
    forget();
    List<JobStatus> all = new ArrayList<>();
    jobs.values().forEach(heard -> all.add(heard.job()));
    return all;
  }

  private void forget() {
    long now = nanoTime.getAsLong();
    jobs.values().removeIf(heard -> now - heard.at() >= SILENCE);
  }
}
