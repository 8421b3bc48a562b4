package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.codec.Algorithm;
import org.buckytools.metric.MetricName;
import org.buckytools.progress.Progress;
import org.buckytools.store.MemoryStore;
import org.buckytools.tree.OrderedWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When stored data become versions. */
class PublicationTest {
  @TempDir Path tree;

  /** Else all that is told of the tree after it would be in memory at the end. */
  @Test
  void oneChangeDoesNotWaitForOthersInALargeTree() throws Exception {
    Situation situation = new Situation(tree);
    MemoryStore store = situation.store;
    BackupOptions options =
        new BackupOptions(
            "",
            name -> true,
            Algorithm.GZ,
            5,
            Duration.ofDays(-1),
            1,
            Duration.ZERO,
            true,
            Optional.empty(),
            true);
    Path file = situation.put("a", situation.file(1));
    List<Long> published = new ArrayList<>();
    try (Manifest manifest = new Manifest(store, "", situation::warning);
        KnownFiles files = new KnownFiles(Optional.empty(), tree, 0, true, situation::warning);
        BackupWorker worker =
            new BackupWorker(
                store,
                situation.clock(),
                options,
                manifest,
                files,
                new Removal(store, situation.now),
                new Patience(),
                situation,
                Progress.NONE,
                new Tally())) {
      worker.on(item(0, "a", file));
      for (long turn = 1; turn <= Publication.LONGEST_WAIT + 1L && published.isEmpty(); turn++) {
        worker.on(item(turn, "z" + turn, null));
        if (store.objects.containsKey("a/2026-05-04T03:02:01+00:00.sha1")) {
          published.add(turn);
        }
      }
    }
    assertThat(published).containsExactly(Publication.LONGEST_WAIT + 1L);
  }

  /** Where nothing is stored there is no batch whose end removals could wait for. */
  @Test
  void removalsDoNotWaitForTheEnd() throws Exception {
    Situation situation = new Situation(tree);
    int metrics = 600;
    for (int version = 0; version < 2; version++) {
      for (int i = 0; i < metrics; i++) {
        situation.put("m" + i, situation.file(version));
      }
      situation.backUp();
      situation.now += 60;
    }
    AtomicInteger removed = new AtomicInteger();
    AtomicInteger removedBeforeTheEnd = new AtomicInteger();
    situation.retention = 1;
    situation.store.fault(
        request -> {
          if (request.startsWith("delete")) {
            removed.incrementAndGet();
          } else if (request.startsWith("next m")) {
            removedBeforeTheEnd.set(removed.get());
          }
        });
    BackupReport report = situation.backUp();

    assertThat(report.expired()).isEqualTo(metrics);
    assertThat(removed).hasValue(2 * metrics);
    assertThat(removedBeforeTheEnd).hasPositiveValue();
  }

  private static BackupWorker.Item item(long turn, String name, Path file) throws IOException {
    MetricName metric = MetricName.of(name);
    OrderedWalk.Metric found =
        file == null ? null : new OrderedWalk.Metric(metric, file, Files.size(file));
    return new BackupWorker.Item(
        turn,
        new Pairing.Pair(metric, found, Stored.nothing(metric), false),
        file != null,
        null,
        null);
  }
}
