package org.buckytools.cluster.relocation;

import java.time.Duration;

/**
 * How a relocation goes about it.
 *
 * @param streams how many requests at a time read from one host, and how many write to it
 * @param batch how many metrics a request has at most
 * @param inFlight how many metrics are under way at a time at most
 * @param attempts how often a metric that fails, or an agent, is tried
 * @param rounds how often a metric is copied again because it has changed meanwhile
 * @param backoff how long to wait before the second attempt; then twice as long each time
 * @param gather how long a removal may wait for others to share its request
 * @param grace how long to wait for what is under way when told to stop
 * @param metricsPerSecond at most, from and to each host; 0 for no limit
 * @param bytesPerSecond at most, from and to each host; 0 for no limit
 * @param mode what is done
 */
public record Settings(
    int streams,
    int batch,
    int inFlight,
    int attempts,
    int rounds,
    Duration backoff,
    Duration gather,
    Duration grace,
    double metricsPerSecond,
    double bytesPerSecond,
    Mode mode) {

  /** What is done with each move. */
  public enum Mode {
    /** Its fills, then its removals. */
    MOVE,
    /** Its removals, if its fills would write nothing. */
    DELETE_HELD,
    /** Its removals, whatever the owners have. */
    DELETE
  }

  /** For moves without limits. */
  public static final Settings USUAL =
      new Settings(
          4,
          32,
          4096,
          4,
          12,
          Duration.ofMillis(250),
          Duration.ofMillis(15),
          Duration.ofSeconds(15),
          0,
          0,
          Mode.MOVE);

  /** The same with another number of streams. */
  public Settings withStreams(int number) {
    return new Settings(
        number,
        batch,
        inFlight,
        attempts,
        rounds,
        backoff,
        gather,
        grace,
        metricsPerSecond,
        bytesPerSecond,
        mode);
  }

  /** The same with limits. */
  public Settings withRates(double metrics, double bytes) {
    return new Settings(
        streams, batch, inFlight, attempts, rounds, backoff, gather, grace, metrics, bytes, mode);
  }

  /** The same for something else to do. */
  public Settings withMode(Mode other) {
    return new Settings(
        streams,
        batch,
        inFlight,
        attempts,
        rounds,
        backoff,
        gather,
        grace,
        metricsPerSecond,
        bytesPerSecond,
        other);
  }
}
