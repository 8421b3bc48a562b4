package org.buckytools.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command that a newcomer runs, as it is packaged. */
@Order(10)
class DemoIT {
  private static final long LIMIT_SECONDS = 120;

  @TempDir Path folder;

  private Run inFolder(Run run) {
    return run.with("BUCKY_JAVA_OPTS", "-Djava.io.tmpdir=" + folder);
  }

  private void assertTidy() throws IOException {
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(path -> !path.endsWith("log"))).isEmpty();
    }
  }

  @Test
  void inALogItIsPlainAndLeavesNothing() throws Exception {
    Run.Outcome outcome = inFolder(Run.bucky("demo", "--metrics", "60")).go().exits(0);

    outcome.saysNothing().prints("is each there?", "Every point was found");
    assertThat(outcome.out()).doesNotContain("\033", "\r");
    assertTidy();
  }

  @Test
  void onATerminalItIsColouredAndLive() throws Exception {
    Run.Outcome outcome =
        inFolder(Run.of("script", "-qec", Run.launcher() + " demo --metrics 60", "/dev/null"))
            .with("TERM", "xterm")
            .without("NO_COLOR")
            .go()
            .exits(0);

    assertThat(outcome.out())
        .contains("\033[1m1. Which hosts", "\033[36m$ bucky rebalance", "Every point was found")
        .containsPattern("\r\033\\[K   \033\\[[?]7l[0-9]+ of [0-9]+ metrics");
    assertTidy();
  }

  @Test
  void isInterruptedInGoodOrder() throws Exception {
    Path log = folder.resolve("log");
    Process process = inFolder(Run.bucky("demo", "--metrics", "60")).start(log);
    try {
      long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(LIMIT_SECONDS);
      while (!Files.readString(log).contains("$ bucky rebalance")) {
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        assertThat(System.nanoTime()).isLessThan(deadline);
        Thread.onSpinWait();
      }
      Run.of("kill", "-INT", Long.toString(process.pid())).go().exits(0);

      assertThat(process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).as(Files.readString(log)).isEqualTo(130);
      assertThat(Files.readString(log)).contains("bucky demo: interrupted");
      assertTidy();
    } finally {
      process.destroyForcibly().waitFor();
    }
  }
}
