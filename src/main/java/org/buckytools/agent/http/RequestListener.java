package org.buckytools.agent.http;

/** Hears of every request that has been answered. Thread-safe, and never throws. */
@FunctionalInterface
public interface RequestListener {
  /** Hears nothing. */
  RequestListener NONE = answered -> {};

  /**
   * An answered request.
   *
   * @param peer the address it came from
   * @param method of the request
   * @param target path and query as they came
   * @param status of the answer
   * @param bytes of the answer's body
   * @param nanos from the request's first byte to the answer's end
   * @param error why it failed, null if it did not
   */
  record Answered(
      String peer,
      String method,
      String target,
      int status,
      long bytes,
      long nanos,
      String error) {}

  /** A request has been answered. */
  void answered(Answered answered);
}
