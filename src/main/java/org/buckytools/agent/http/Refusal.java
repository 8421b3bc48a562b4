package org.buckytools.agent.http;

import java.io.IOException;

/** A request that is not served. The message says why, for people; it is the answer's body. */
public final class Refusal extends IOException {
  private static final long serialVersionUID = 1;

  /** The request makes no sense. */
  public static final int BAD_REQUEST = 400;

  /** There is no such metric, or no such path. */
  public static final int NOT_FOUND = 404;

  private final int status;

  /**
   * @param status of HTTP, 400 and above
   */
  public Refusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** The status of HTTP. */
  public int status() {
    return status;
  }
}
