package org.buckytools.cluster.relocation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.buckytools.cluster.plan.Move;
import org.buckytools.cluster.plan.Move.Fill;
import org.buckytools.cluster.plan.Move.Source;
import org.buckytools.cluster.relocation.Schedule.Batch;
import org.junit.jupiter.api.Test;

/** What limits a run, by times that a test makes up. */
class ScheduleTest {
  private static final long MILLI = Duration.ofMillis(1).toNanos();
  private static final long SECOND = 1000 * MILLI;

  private long now;

  private Schedule schedule(Settings settings, Throttle throttle) {
    Schedule schedule = new Schedule(settings, throttle);
    schedule.host("from:1");
    schedule.host("to:1");
    now = System.nanoTime();
    for (int i = 0; i < 100; i++) {
      Move move =
          new Move(
              "m" + i,
              List.of("to:1"),
              List.of(new Source("from:1", "m" + i, true, false)),
              List.of(new Fill("to:1", 0)),
              1000,
              Optional.empty());
      assertThat(schedule.add(new Job(move, settings).next().get(), now)).isEmpty();
    }
    return schedule;
  }

  /** How many metrics begin now. */
  private int begin(Schedule schedule) {
    int count = 0;
    for (Optional<Batch> batch = schedule.next(now);
        batch.isPresent();
        batch = schedule.next(now)) {
      count += batch.get().steps().size();
    }
    return count;
  }

  private void end(Schedule schedule, int requests, long bytes) {
    for (String host : List.of("from:1", "to:1")) {
      schedule.host(host).tookBytes(bytes);
    }
    schedule.host("to:1").writing(-requests);
    schedule.host("from:1").reading(-requests);
  }

  @Test
  void asManyRequestsAsStreamsAreUnderWay() {
    for (int streams : List.of(1, 2, 5)) {
      Schedule schedule = schedule(Settings.USUAL.withStreams(streams), Throttle.NONE);
      int requests = 0;
      while (schedule.next(now).isPresent()) {
        requests++;
      }
      assertThat(requests).isEqualTo(streams);
      assertThat(schedule.sleep(now)).as("until a request ends").isEqualTo(Long.MAX_VALUE);

      end(schedule, 1, 0);
      assertThat(schedule.next(now)).isPresent();
      assertThat(schedule.next(now)).isEmpty();
    }
  }

  @Test
  void noMoreMetricsBeginThanTheirRateAllows() {
    Schedule schedule = schedule(Settings.USUAL.withRates(8, 0), Throttle.NONE);
    now += MILLI;
    List<Integer> begun = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      begun.add(begin(schedule));
      end(schedule, 1, 0);
      assertThat(begin(schedule)).isZero();
      assertThat(schedule.sleep(now)).isBetween(124 * MILLI, 126 * MILLI);
      now += 250 * MILLI;
    }
    assertThat(begun).containsExactly(2, 2, 2, 2);
  }

  @Test
  void afterMoreBytesThanTheirRateAllowsNothingBeginsForAsLongAsItTakes() {
    Schedule schedule = schedule(Settings.USUAL.withStreams(1).withRates(0, 4000), Throttle.NONE);
    now += MILLI;

    assertThat(begin(schedule)).isEqualTo(Settings.USUAL.batch());
    end(schedule, 1, 16_000);

    assertThat(begin(schedule)).isZero();
    assertThat(schedule.sleep(now)).isBetween(3750 * MILLI, 3751 * MILLI);
    now += 4 * SECOND;
    assertThat(begin(schedule)).isEqualTo(Settings.USUAL.batch());
  }

  @Test
  void nothingIsWrittenToAHostThatIsSpared() {
    AtomicReference<String> spared = new AtomicReference<>("to:1");
    Schedule schedule = schedule(Settings.USUAL, agent -> agent.equals(spared.get()));

    assertThat(begin(schedule)).isZero();
    assertThat(schedule.sleep(now)).as("until it is asked again").isEqualTo(250 * MILLI);

    // Reading from one costs its disk little.
    spared.set("from:1");
    assertThat(begin(schedule)).isPositive();
  }
}
