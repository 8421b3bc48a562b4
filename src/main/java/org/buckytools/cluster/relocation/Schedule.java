package org.buckytools.cluster.relocation;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Which steps are to be done next, so that no host has more to do than it may, and nobody waits for
 * one that rests. Not thread-safe.
 */
final class Schedule {
  private static final long THROTTLED_SLEEP = Duration.ofMillis(250).toNanos();
  private static final int MOST_DOUBLINGS = 8;

  private final Settings settings;
  private final Throttle throttle;
  private final Map<Lane.Key, Lane> lanes = new LinkedHashMap<>();
  private final Map<String, HostState> hosts = new HashMap<>();
  private final PriorityQueue<Later> later =
      new PriorityQueue<>(Comparator.comparingLong(Later::due));

  private record Later(long due, Job job) {}

  /** Steps for one request. */
  record Batch(Lane.Key key, List<Step> steps) {}

  /** Why a step cannot be done: an agent is given up. */
  record Loss(String agent, String reason) {}

  Schedule(Settings settings, Throttle throttle) {
    this.settings = settings;
    this.throttle = throttle;
  }

  HostState host(String agent) {
    return hosts.computeIfAbsent(agent, added -> new HostState(settings, System.nanoTime()));
  }

  /** Adds a step, to be done at once or, if it failed before, later. */
  Optional<Loss> add(Step step, long now) {
    Lane.Key key = Lane.Key.of(step);
    for (String agent : List.of(key.agent(), key.source())) {
      if (!agent.isEmpty() && host(agent).isLost()) {
        return Optional.of(new Loss(agent, "given up: " + host(agent).whyLost()));
      }
    }
    int attempts = step.job().attempts();
    if (attempts > 0 && !step.job().waited()) {
      int doublings = Math.min(attempts - 1, MOST_DOUBLINGS);
      later.add(new Later(now + (settings.backoff().toNanos() << doublings), step.job()));
    } else {
      lanes.computeIfAbsent(key, Lane::new).add(step, now);
    }
    return Optional.empty();
  }

  /** The jobs that have waited long enough. */
  List<Job> wake(long now) {
    List<Job> awake = new ArrayList<>();
    while (!later.isEmpty() && now - later.peek().due() >= 0) {
      Job job = later.poll().job();
      job.hasWaited();
      awake.add(job);
    }
    return awake;
  }

  /** What can begin now. */
  Optional<Batch> next(long now) {
    for (Lane lane : lanes.values()) {
      if (lane.size() > 0 && canStart(lane, now)) {
        Batch batch = new Batch(lane.key(), lane.take(most(lane, now), now));
        begin(batch);
        // The others first, next time.
        lanes.remove(lane.key());
        lanes.put(lane.key(), lane);
        return Optional.of(batch);
      }
    }
    return Optional.empty();
  }

  private boolean canStart(Lane lane, long now) {
    Lane.Key key = lane.key();
    if (key.isRemoval()) {
      return host(key.agent()).canRemove(now)
          && (lane.size() >= settings.batch() || lane.waited(now) >= settings.gather().toNanos());
    }
    return host(key.agent()).canWrite(now)
        && host(key.source()).canRead(now)
        && !throttle.spares(key.agent());
  }

  private int most(Lane lane, long now) {
    Lane.Key key = lane.key();
    if (key.isRemoval()) {
      return settings.batch();
    }
    // All streams get their share of a short lane.
    int share = Math.max(1, (lane.size() + settings.streams() - 1) / settings.streams());
    int room = Math.min(host(key.agent()).room(now), host(key.source()).room(now));
    return Math.min(settings.batch(), Math.min(share, room));
  }

  private void begin(Batch batch) {
    HostState agent = host(batch.key().agent());
    if (batch.key().isRemoval()) {
      agent.removing(1);
      return;
    }
    HostState source = host(batch.key().source());
    agent.writing(1);
    source.reading(1);
    agent.took(batch.steps().size());
    source.took(batch.steps().size());
  }

  /** How long until something may be due that nobody will tell of, in nanoseconds. */
  long sleep(long now) {
    long sleep = Long.MAX_VALUE;
    if (!later.isEmpty()) {
      sleep = Math.max(0, later.peek().due() - now);
    }
    for (Lane lane : lanes.values()) {
      if (lane.size() > 0) {
        sleep = Math.min(sleep, sleep(lane, now));
      }
    }
    return sleep;
  }

  private long sleep(Lane lane, long now) {
    Lane.Key key = lane.key();
    if (key.isRemoval()) {
      long gathering = Math.max(0, settings.gather().toNanos() - lane.waited(now));
      long rest = host(key.agent()).rest(now);
      long sleep = Math.max(gathering, rest);
      // Otherwise a request has to end first, which is told.
      return sleep > 0 ? sleep : Long.MAX_VALUE;
    }
    long wait = Math.max(host(key.agent()).pause(now), host(key.source()).pause(now));
    if (wait > 0) {
      return wait;
    }
    return throttle.spares(key.agent()) ? THROTTLED_SLEEP : Long.MAX_VALUE;
  }

  /** The jobs whose next step needs an agent that is given up. */
  List<Job> drain(String agent) {
    List<Job> jobs = new ArrayList<>();
    for (Lane lane : lanes.values()) {
      if (lane.key().needs(agent)) {
        lane.takeAll().forEach(step -> jobs.add(step.job()));
      }
    }
    return jobs;
  }
}
