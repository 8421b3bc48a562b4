package org.buckytools.client;

import java.io.IOException;

/**
 * A request to an agent has failed. The message names the agent, the request and what came, without
 * control characters.
 */
public final class AgentException extends IOException {
  private static final long serialVersionUID = 1;

  /** What a caller can do about it. */
  public enum Trouble {
    /** Nobody answers there: refused, unreachable, no such host, or gone in the middle. */
    DEAD,
    /** It was connected, or is being connected, and nothing comes within the limit. */
    HUNG,
    /** It answers and does not let us: a token is missing or wrong, or TLS cannot be agreed on. */
    REFUSING,
    /** What it says is no answer to the request. */
    GARBAGE,
    /** Its inventory is being built for longer than the limit. */
    BUSY,
    /** The file is not what {@code If-Match} demanded; nothing was done. */
    CHANGED,
    /** It has tried and failed, or will not do such a thing; the message has its reason. */
    FAILED
  }

  private final Trouble trouble;
  private final int status;

  AgentException(Trouble trouble, int status, String message, Throwable cause) {
    super(message, cause);
    this.trouble = trouble;
    this.status = status;
  }

  /** A failure without an answer or a cause. */
  public AgentException(Trouble trouble, String message) {
    this(trouble, 0, message, null);
  }

  /** What kind of failure it is. */
  public Trouble trouble() {
    return trouble;
  }

  /** The HTTP status of the answer, 0 if there was none. */
  public int status() {
    return status;
  }

  /** Whether the whole agent is of no use, not just this request. */
  public boolean isOfAgent() {
    return switch (trouble) {
      case DEAD, HUNG, REFUSING, GARBAGE, BUSY -> true;
      case CHANGED, FAILED -> false;
    };
  }
}
