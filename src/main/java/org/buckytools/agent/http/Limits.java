package org.buckytools.agent.http;

import java.time.Duration;

/**
 * What one peer, and all together, may take of an agent.
 *
 * @param maxBody the most bytes of a request's body, before and after decoding; at most 1 GiB
 * @param maxHeader the most bytes of a request's line and headers
 * @param maxLines the most lines of a request for many metrics
 * @param requests how many requests are served at a time; more are answered 503
 * @param connections how many connections there may be in all; more wait to be accepted
 * @param connectionsPerPeer how many connections of one address; more are answered 503 and closed
 * @param idle how long a connection may be silent, or without a request
 * @param grace how long a body may come, and an answer be taken, more slowly than that
 * @param minRate bytes a second that a body must come with, and an answer be taken, on average
 */
public record Limits(
    int maxBody,
    int maxHeader,
    int maxLines,
    int requests,
    int connections,
    int connectionsPerPeer,
    Duration idle,
    Duration grace,
    long minRate) {
  /**
   * What is enough for any whisper file and for a client with hundreds of workers, of which one
   * address cannot take all.
   */
  public static final Limits USUAL =
      new Limits(
          256 << 20,
          16 << 10,
          100_000,
          1_000,
          4_000,
          400,
          Duration.ofSeconds(60),
          Duration.ofSeconds(10),
          1_000);

  /** The same with another limit of the body. */
  public Limits withMaxBody(int bytes) {
    return new Limits(
        bytes,
        maxHeader,
        maxLines,
        requests,
        connections,
        connectionsPerPeer,
        idle,
        grace,
        minRate);
  }
}
