package org.buckytools.cluster.relocation;

/** What is known of a host while a relocation runs. Not thread-safe. */
final class HostState {
  private final Settings settings;
  private final Pace metrics;
  private final Pace bytes;
  private int reads;
  private int writes;
  private int removals;
  private int failures;
  private long rests;
  private String lost = "";

  HostState(Settings settings, long now) {
    this.settings = settings;
    metrics = new Pace(settings.metricsPerSecond(), now);
    bytes = new Pace(settings.bytesPerSecond(), now);
    rests = now;
  }

  boolean canRead(long now) {
    return reads < settings.streams() && isRested(now);
  }

  boolean canWrite(long now) {
    return writes < settings.streams() && isRested(now);
  }

  boolean canRemove(long now) {
    return removals < settings.streams() && now - rests >= 0;
  }

  private boolean isRested(long now) {
    return now - rests >= 0 && metrics.room(now) >= 1 && bytes.room(now) >= 1;
  }

  /** How many metrics a request may have for the rate's sake. */
  int room(long now) {
    return (int) Math.min(Integer.MAX_VALUE, Math.max(1, metrics.room(now)));
  }

  /** How long until it may be used again, for rates or after a failure; 0 if it may be. */
  long pause(long now) {
    return Math.max(rests - now, Math.max(metrics.pause(now), bytes.pause(now)));
  }

  /** How long it rests after a failure. */
  long rest(long now) {
    return Math.max(0, rests - now);
  }

  void reading(int change) {
    reads += change;
  }

  void writing(int change) {
    writes += change;
  }

  void removing(int change) {
    removals += change;
  }

  void took(int count) {
    metrics.take(count);
  }

  void tookBytes(long size) {
    bytes.take(size);
  }

  void succeeded() {
    failures = 0;
  }

  /**
   * A request has failed as a whole.
   *
   * @return whether it was one too many, so that the host is given up
   */
  boolean failed(String reason, long now) {
    if (isLost()) {
      return false;
    }
    // Several requests that failed together are one failure.
    if (now - rests < 0) {
      return false;
    }
    failures++;
    if (failures >= settings.attempts()) {
      lost = reason;
      return true;
    }
    rests = now + (settings.backoff().toNanos() << failures - 1);
    return false;
  }

  boolean isLost() {
    return !lost.isEmpty();
  }

  String whyLost() {
    return lost;
  }
}
