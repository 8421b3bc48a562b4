package org.buckytools.backup;

import java.io.IOException;
import java.util.TreeMap;

/**
 * Hands on in the order of the run what its workers tell out of turn. For one thread at a time.
 *
 * @param <T> what is told
 */
final class InTurn<T> {
  /** Takes what has its turn. */
  interface Taker<T> {
    void take(T told) throws IOException;
  }

  private record Told<T>(T value) {}

  private final TreeMap<Long, Told<T>> waiting = new TreeMap<>();
  private final Taker<T> taker;
  private long next;

  InTurn(Taker<T> taker) {
    this.taker = taker;
  }

  /**
   * Tells something.
   *
   * @param turn from 0, without gaps
   * @param value may be null, which is handed on too
   */
  void tell(long turn, T value) throws IOException {
    waiting.put(turn, new Told<>(value));
    while (!waiting.isEmpty() && waiting.firstKey() == next) {
      next++;
      taker.take(waiting.pollFirstEntry().getValue().value());
    }
  }
}
