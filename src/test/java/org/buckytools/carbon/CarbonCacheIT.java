package org.buckytools.carbon;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.buckytools.launcher.Run;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Series;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job as a user does it: trees that real carbon-caches wrote, the packaged program,
 * Graphite's own reader.
 */
@RequiresReference
@Order(9)
class CarbonCacheIT {
  private static final String RETENTIONS = "10s:6h,60s:2d,10m:60d";
  private static final int METRICS = 20;
  private static final int POINTS = 600;

  @TempDir Path directory;

  private final long now = Instant.now().getEpochSecond();

  @BeforeAll
  static void require() {
    CarbonCache.require();
  }

  private CarbonCache start(String host) throws IOException, InterruptedException {
    return CarbonCache.start(Files.createDirectory(directory.resolve(host)), RETENTIONS);
  }

  private static String metric(int number) {
    return "servers.web%02d.load".formatted(number);
  }

  private static Path file(CarbonCache cache, int metric) {
    return cache.tree().resolve(metric(metric).replace('.', '/') + ".wsp");
  }

  private long time(int point) {
    return now - now % 10 - 10L * (POINTS - point);
  }

  private static double value(int metric, int point) {
    return 1000.0 * metric + point;
  }

  @Test
  void fillsWhatAnotherCarbonReceived(ReferenceWhisper reference) throws Exception {
    CarbonCache east = start("east");
    CarbonCache west = start("west");
    for (int point = 0; point < POINTS; point++) {
      for (int metric = 0; metric < METRICS; metric++) {
        // Each was out of order for a while, and the last metric never reached the west.
        if (point / 100 % 3 != 0) {
          east.send(metric(metric), value(metric, point), time(point));
        }
        if (point / 100 % 3 != 1 && metric < METRICS - 1) {
          west.send(metric(metric), value(metric, point), time(point));
        }
      }
    }
    east.close();
    west.close();

    Run.bucky("sanity", east.tree().toString()).go().exits(0);
    Run.bucky("fill", "-r", east.tree().toString(), west.tree().toString())
        .go()
        .exits(0)
        .says("20 files: 19 filled", "1 created");

    for (int metric = 0; metric < METRICS; metric++) {
      Series series = reference.fetch(file(west, metric), time(0) - 10, time(POINTS - 1), now);
      assertThat(series.step()).isEqualTo(10);
      for (int point = 0; point < POINTS; point++) {
        boolean wasEverReceived = metric < METRICS - 1 || point / 100 % 3 != 0;
        int at = (int) ((time(point) - series.from()) / 10);
        assertThat(Double.valueOf(series.values()[at]))
            .as("%s at %d", metric(metric), time(point))
            .isEqualTo(Double.valueOf(wasEverReceived ? value(metric, point) : Double.NaN));
      }
    }
  }

  @Test
  void losesNothingWhileCarbonWrites() throws Exception {
    CarbonCache east = start("east");
    for (int metric = 0; metric < METRICS; metric++) {
      for (int point = 0; point < POINTS; point += 2) {
        east.send(metric(metric), value(metric, point), time(point));
      }
    }
    east.close();

    CarbonCache west = start("west");
    for (int metric = 0; metric < METRICS; metric++) {
      // A file is no sound one while carbon creates it, so the files are there before we come.
      west.send(metric(metric), value(metric, 1), time(1));
    }
    west.awaitWritten();
    List<Run.Outcome> fills = new ArrayList<>();
    Thread filling =
        Thread.ofPlatform()
            .start(
                () -> {
                  for (int i = 0; i < 5; i++) {
                    fills.add(
                        Run.bucky("fill", "-r", east.tree().toString(), west.tree().toString())
                            .go());
                  }
                });
    for (int point = 3; point < POINTS; point += 2) {
      for (int metric = 0; metric < METRICS; metric++) {
        west.send(metric(metric), value(metric, point), time(point));
      }
    }
    filling.join();
    west.close();

    assertThat(fills).hasSize(5).allSatisfy(fill -> fill.exits(0));
    Run.bucky("fill", "-r", east.tree().toString(), west.tree().toString()).go().exits(0);
    for (int metric = 0; metric < METRICS; metric++) {
      try (Database database = Database.openToRead(file(west, metric), Duration.ofSeconds(10))) {
        Series series = database.fetch(time(0) - 10, time(POINTS - 1), now);
        for (int point = 0; point < POINTS; point++) {
          assertThat(series.values()[(int) ((time(point) - series.from()) / 10)])
              .as("%s at %d", metric(metric), time(point))
              .isEqualTo(value(metric, point));
        }
      }
    }
  }
}
