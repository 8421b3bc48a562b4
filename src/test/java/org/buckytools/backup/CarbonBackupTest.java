package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.codec.Algorithm;
import org.buckytools.reference.RequiresReference;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Backups of a tree into which a real carbon-cache writes, taking the lock. After each of its
 * writes it tells what the file is: these are all the moments at which nobody has the lock.
 */
@RequiresReference
class CarbonBackupTest {
  private static final int METRICS = 40;
  private static final int MOST_ROUNDS = 500;

  /** One of its creation, and of two or more writes. */
  private static final int MOMENTS = 3 * METRICS;

  /** Fewer than there are metrics: then it writes all the time, not once a second. */
  private static final String WRITES_A_SECOND = "39";

  @TempDir Path directory;

  @BeforeAll
  static void require() {
    CarbonCache.require();
  }

  @Test
  void everyVersionIsTheFileAtSomeMoment() throws Exception {
    Path root = Files.createDirectory(directory.resolve("carbon"));
    Path state = directory.resolve("state");
    Situation situation = new Situation(root.resolve("whisper"));
    situation.retention = MOST_ROUNDS;
    situation.algorithm = Algorithm.ZST;
    situation.state = Optional.of(state);
    Map<String, Set<String>> moments;
    try (CarbonCache carbon =
        CarbonCache.startTellingDigests(root, "1s:10m,5s:1h,60s:6h", WRITES_A_SECOND)) {
      long time = Instant.now().getEpochSecond() - MOST_ROUNDS;
      send(carbon, time);
      carbon.awaitWritten();
      // It may write all of that beside a single backup.
      long stored = 0;
      int written = 0;
      for (int round = 1; written < MOMENTS || stored <= METRICS; round++) {
        assertThat(round).isLessThan(MOST_ROUNDS);
        send(carbon, time + round);
        situation.now++;
        BackupReport report = situation.backUp();
        assertThat(report.failed()).as("%s", situation.told).isZero();
        stored += report.stored();
        // However slow it is: there is something new for the next.
        carbon.awaitMoments(written + 1);
        written = carbon.moments().values().stream().mapToInt(Set::size).sum();
      }
      carbon.awaitWritten();
      moments = carbon.moments();
    }

    Set<String> metrics = new HashSet<>();
    for (String key : situation.keys()) {
      if (key.endsWith(".sha1")) {
        String metric = key.substring(0, key.indexOf('/'));
        String digest = new String(situation.store.objects.get(key), StandardCharsets.US_ASCII);
        assertThat(moments.get(metric)).as(key).contains(digest);
        metrics.add(metric);
      }
    }
    assertThat(metrics).hasSize(METRICS);
    assertThat(situation.verify()).as("also while it wrote").isGreaterThan(METRICS);
  }

  private static void send(CarbonCache carbon, long time) throws IOException {
    for (int metric = 0; metric < METRICS; metric++) {
      carbon.send("servers.web" + metric + ".load", time % 1000, time);
    }
  }
}
