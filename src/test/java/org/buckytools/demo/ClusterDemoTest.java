package org.buckytools.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.demo.Writing.Written;
import org.buckytools.whisper.Database;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demonstration's check sees, which it never shows because all goes well. */
class ClusterDemoTest {
  private static final List<String> HOSTS = List.of("127.0.0.1", "127.0.0.2", "127.0.0.3");
  private static final Instant NOW = Instant.now();

  @TempDir Path directory;

  private ClusterDemo recorded(int metrics) throws IOException {
    ClusterDemo demo = new ClusterDemo(directory, HOSTS, metrics, NOW, "test");
    demo.record();
    return demo;
  }

  @Test
  void whatLiesInTheWrongPlaceIsMissing() throws Exception {
    try (ClusterDemo demo = recorded(30)) {
      Check check = demo.check();

      assertThat(check.missing()).isPositive().isLessThan(check.points());
      assertThat(check.changed()).isZero();
    }
  }

  @Test
  void whatIsWrittenIsExpectedAtTheOwner() throws Exception {
    try (ClusterDemo demo = recorded(1)) {
      long missing = demo.check().missing();
      Written written;
      try (Writing writing = demo.write()) {
        written = writing.end();
      }
      demo.expect(written);

      assertThat(written.points()).isPositive();
      assertThat(demo.check().missing()).isGreaterThanOrEqualTo(missing);
      assertThat(demo.check().changed()).isZero();
    }
  }

  @Test
  void aValueThatNobodyWroteIsAChange() throws Exception {
    try (ClusterDemo demo = recorded(1)) {
      long before = demo.check().changed();
      for (Path file : files()) {
        try (Database database = Database.openToWrite(file, Duration.ofSeconds(10))) {
          database.update(-1, NOW.getEpochSecond() - 650, NOW.getEpochSecond());
        }
      }

      assertThat(before).isZero();
      // The point, its minute and its hour; the last two are those of earlier points if not newer.
      assertThat(demo.check().changed()).isPositive();
    }
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> all = Files.walk(directory)) {
      return all.filter(path -> path.toString().endsWith(".wsp")).toList();
    }
  }
}
