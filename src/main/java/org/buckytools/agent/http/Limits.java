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
 * @param idle how long a connection may be silent
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
    long minRate) {
  /** What is enough for any whisper file and for a client with hundreds of workers. */
  public static final Limits USUAL =
      new Limits(256 << 20, 16 << 10, 100_000, 1_000, 4_000, 1_000, Duration.ofSeconds(60), 1_000);

  /** The same with another limit of the body. */
  public Limits withMaxBody(int bytes) {
    return new Limits(
        bytes, maxHeader, maxLines, requests, connections, connectionsPerPeer, idle, minRate);
  }
}
