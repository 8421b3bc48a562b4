package org.buckytools.ring;

/** A ring or node that cannot be. The message names it, says why, and what to do. */
public final class InvalidRingException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  InvalidRingException(String message) {
    super(message);
  }
}
