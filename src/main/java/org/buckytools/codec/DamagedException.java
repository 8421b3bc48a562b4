package org.buckytools.codec;

import java.io.IOException;

/** What was stored is not what can be read. The message says why, without its name. */
public final class DamagedException extends IOException {
  private static final long serialVersionUID = 1;

  /** Damaged, for this reason. */
  public DamagedException(String message) {
    super(message);
  }

  static DamagedException tooLarge(int limit) {
    return new DamagedException(
        "it becomes larger than " + limit + " bytes; if that is right, allow more (--max-size)");
  }
}
