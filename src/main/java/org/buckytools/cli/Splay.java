package org.buckytools.cli;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongUnaryOperator;

/**
 * A pause of random length, so that many hosts do not all begin at the same moment.
 *
 * @param random gives a number from 0 to below the one it gets, each as likely
 * @param sleep lets time pass
 */
record Splay(LongUnaryOperator random, Sleep sleep) {

  /** Lets time pass. */
  interface Sleep {
    void on(Duration time) throws InterruptedException;
  }

  /** The real one. */
  static Splay usual() {
    return new Splay(
        bound -> ThreadLocalRandom.current().nextLong(bound), time -> Thread.sleep(time));
  }

  /** Pauses for up to so many seconds, in milliseconds both ends included. */
  void upTo(int seconds) throws InterruptedException {
    if (seconds > 0) {
      sleep.on(Duration.ofMillis(random.applyAsLong(seconds * 1000L + 1)));
    }
  }
}
