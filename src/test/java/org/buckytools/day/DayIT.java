package org.buckytools.day;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.buckytools.carbon.CarbonCache;
import org.buckytools.carbon.CarbonRelay;
import org.buckytools.reference.ReferenceWhisper;
import org.buckytools.reference.RequiresReference;
import org.buckytools.servers.RealServers;
import org.buckytools.servers.RealServersExtension;
import org.buckytools.torture.Ledger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The shortest day, or as {@code scripts/day} wants it. */
@RequiresReference
@ExtendWith(RealServersExtension.class)
@Order(2)
class DayIT {
  private static final int HOSTS = Integer.getInteger("day.hosts", 3);
  private static final int METRICS = Integer.getInteger("day.metrics", 60);
  private static final int MINUTES = Integer.getInteger("day.minutes", 0);
  // Four points of each metric a second; a long day takes the real time.
  private static final Duration FAST = Duration.ofMillis(250);
  private static final int INTERLUDES = 7;
  private static final long SHORT_INTERLUDE = 2;
  private static final long SHORT_SECONDS = 1200;

  @TempDir Path directory;

  @Test
  void losesNoPoint(ReferenceWhisper reference, RealServers servers) throws Exception {
    CarbonCache.require();
    CarbonRelay.require();
    JsonNode swift = servers.await(RealServers.Kind.SWIFT);
    Map<String, String> credentials =
        Map.of(
            "ST_AUTH", swift.get("auth").asText(),
            "ST_USER", swift.get("user").asText(),
            "ST_KEY", swift.get("key").asText());
    Duration tick = MINUTES == 0 ? FAST : Duration.ofSeconds(1);
    long interlude = MINUTES == 0 ? SHORT_INTERLUDE : MINUTES * 60L / INTERLUDES;
    // What is sent has to be kept to the end, the time of the steps themselves included.
    long seconds = SHORT_SECONDS + MINUTES * 60L * 4;
    long first = Instant.now().getEpochSecond() - seconds / 2;
    Metrics metrics = Metrics.of(METRICS);
    try (Cluster cluster = new Cluster(directory, HOSTS + 1, metrics, first, tick, seconds)) {
      Ledger.Count count = new Day(cluster, metrics, credentials, HOSTS, interlude).run(reference);
      assertThat(count.examples()).as("missing points").isEmpty();
      assertThat(count.written()).as("points that carbon wrote").isPositive();
    }
  }
}
