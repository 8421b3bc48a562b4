package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  @Test
  void whatIsTakenComesBackWithTime() {
    Pace pace = new Pace(100, 0);

    assertThat(pace.room(0)).isEqualTo(25);
    pace.take(25);
    assertThat(pace.room(0)).isZero();
    assertThat(pace.pause(0)).isEqualTo(SECOND / 100);
    assertThat(pace.room(SECOND / 10)).isEqualTo(10);
    // It does not fill beyond a quarter of a second, however long nothing is taken.
    assertThat(pace.room(1000 * SECOND)).isEqualTo(25);
  }

  @Test
  void whatIsTakenTooMuchIsWaitedFor() {
    Pace pace = new Pace(10, 0);

    pace.take(2.5 + 50);

    assertThat(pace.room(0)).isEqualTo(-50);
    assertThat(pace.pause(0)).isEqualTo(51 * SECOND / 10);
    assertThat(pace.pause(51 * SECOND / 10)).isZero();
  }

  @Test
  void withoutALimitThereIsAlwaysRoom() {
    Pace pace = new Pace(0, 0);

    pace.take(1e12);

    assertThat(pace.room(0)).isGreaterThan(1e15);
    assertThat(pace.pause(0)).isZero();
  }

  @Test
  void oneWhoWaitsAsToldStaysBelowTheRateAndGetsNearIt() {
    Cases.run(
        300,
        random -> {
          double rate = Math.pow(10, random.nextInt(-1, 7)) * random.nextDouble(1, 10);
          double largest = Math.max(2, rate / random.nextInt(1, 50));
          Pace pace = new Pace(rate, 0);
          double taken = 0;
          long now = 0;
          for (int i = 0; i < 200; i++) {
            now += pace.pause(now);
            assertThat(pace.room(now)).isGreaterThan(0.999);
            double amount = random.nextDouble(1, largest);
            pace.take(amount);
            taken += amount;
          }

          double allowed = rate * now / SECOND;
          assertThat(taken).isBetween(0.99 * allowed - 1, allowed + rate / 4 + largest + 1);
        });
  }
}
