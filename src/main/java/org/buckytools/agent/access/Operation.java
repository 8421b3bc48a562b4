package org.buckytools.agent.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What can be done to a metric. */
public enum Operation {
  /** Look at it: stat, get, and with a right to all metrics list. */
  READ,
  /** Fill into it, or create it. */
  UPDATE,
  /** Put another in its place. */
  REPLACE,
  /** Remove it. */
  DELETE;

  /** As it is written among a token's {@code ops}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The operation of a word, if it is one. */
  public static Optional<Operation> named(String word) {
    return Arrays.stream(values()).filter(operation -> operation.word().equals(word)).findFirst();
  }
}
