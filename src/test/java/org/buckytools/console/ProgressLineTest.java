package org.buckytools.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProgressLineTest {

  private long now;

  private void pass(Duration time) {
    now += time.toNanos();
  }

  @Test
  void redrawsALineOnATerminalAndRemovesItAtTheEnd() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      line.expect(100, 200 << 20);
      line.done(1, 1 << 20);
      assertThat(screen.err()).as("too soon to draw").isEmpty();
      pass(Duration.ofSeconds(10));
      line.done(49, 99 << 20);
      assertThat(screen.err())
          .isEqualTo(
              "\r\033[K\033[?7l50 of 100 files, 100.0 MiB of 200.0 MiB, 5 files/s, 10.0 MiB/s,"
                  + " 10 s left\033[?7h");
      pass(Duration.ofMillis(99));
      line.done(1, 0);
      assertThat(screen.err()).as("drawn once").containsOnlyOnce("\r");
    }

    assertThat(screen.err()).endsWith("\r\033[K");
    assertThat(screen.out()).isEmpty();
  }

  @Test
  void logsALineNowAndThenElsewhere() {
    var screen = new Screen();
    try (var line = new ProgressLine(screen.console(), "metrics", () -> now)) {
      line.expect(1_000_000, 0);
      pass(Duration.ofSeconds(29));
      line.done(1, 0);
      assertThat(screen.err()).isEmpty();
      pass(Duration.ofSeconds(1));
      line.done(99, 0);
      line.done(1, 0);
    }

    assertThat(screen.err()).isEqualTo("100 of 1000000 metrics, 3 metrics/s, 83 h 19 min left\n");
  }

  /** A walk does not know what it will find, so nothing is said of what is left. */
  @Test
  void saysOnlyWhatIsDoneWhereTheWholeIsNotKnown() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      pass(Duration.ofSeconds(10));
      line.done(640, 3 << 20);
    }

    assertThat(screen.err())
        .isEqualTo("\r\033[K\033[?7l640 files, 3.0 MiB, 64 files/s, 307.2 KiB/s\033[?7h\r\033[K");
  }

  /** What there is to do may be known only after a while, in which nothing of it was done. */
  @Test
  void countsFromWhereTheWorkBegins() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      pass(Duration.ofMinutes(5));
      line.expect(10, 0);
      pass(Duration.ofSeconds(1));
      line.done(1, 0);
      assertThat(screen.err()).contains("1 of 10 files, 1 file/s, 9 s left");
      line.expect(10, 0);
      pass(Duration.ofSeconds(1));
      line.done(1, 0);
      assertThat(screen.err()).contains("2 of 20 files, 1 file/s, 18 s left");
    }
  }

  @Test
  void makesRoomForALineOfData() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      line.give(() -> screen.console().println("before"));
      assertThat(screen.err()).as("nothing to remove").isEmpty();
      pass(Duration.ofSeconds(1));
      line.done(1, 0);
      line.give(() -> screen.console().println("after"));
      assertThat(screen.err()).endsWith("\033[?7h\r\033[K");
      pass(Duration.ofSeconds(1));
      line.done(1, 0);
    }
    assertThat(screen.out()).isEqualTo("before\nafter\n");
  }

  @Test
  void isNotDrawnWhereAPersonReadsDataMeanwhile() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = ProgressLine.besideData(screen.console(), "files", () -> now)) {
      pass(Duration.ofSeconds(10));
      line.expect(2, 0);
      line.done(1, 0);
      assertThat(screen.err()).isEmpty();
      pass(Duration.ofSeconds(20));
      line.done(1, 0);
    }

    assertThat(screen.err()).isEqualTo("2 of 2 files, 0 files/s\n");
  }

  @Test
  void saysNothingOfAShortRun() {
    Screen screen = Screen.terminal(Map.of());
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      line.expect(1, 1);
      line.done(1, 1);
    }

    assertThat(screen.err()).isEmpty();
  }

  @Test
  void countsInSeveralThreads() throws InterruptedException {
    var screen = new Screen();
    try (var line = new ProgressLine(screen.console(), "files", () -> now)) {
      Thread[] threads = new Thread[4];
      for (int i = 0; i < threads.length; i++) {
        threads[i] =
            Thread.ofPlatform()
                .start(
                    () -> {
                      for (int j = 0; j < 10_000; j++) {
                        line.expect(1, 0);
                        line.done(1, 0);
                      }
                    });
      }
      for (Thread thread : threads) {
        thread.join();
      }
      pass(Duration.ofMinutes(1));
      line.done(0, 0);
    }

    assertThat(screen.err()).startsWith("40000 of 40000 files");
  }

  @Test
  void wordsSizes() {
    assertThat(Sizes.bytes(1023)).isEqualTo("1023 B");
    assertThat(Sizes.bytes(1536)).isEqualTo("1.5 KiB");
    assertThat(Sizes.bytes((1 << 20) - 1)).isEqualTo("1.0 MiB");
    assertThat(Sizes.bytes(Long.MAX_VALUE)).isEqualTo("8.0 EiB");
  }
}
