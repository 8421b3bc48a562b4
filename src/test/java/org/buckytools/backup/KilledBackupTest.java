package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.buckytools.progress.Progress;
import org.buckytools.store.Store;
import org.buckytools.store.disk.DiskStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups to a disk that are killed at random moments. What is visible is always complete. */
class KilledBackupTest {
  private static final int SERIES = 2;
  private static final int ROUNDS = 50;
  private static final int METRICS = 150;
  private static final int SHORTEST_MILLIS = 120;
  private static final int LONGEST_MILLIS = 500;

  @TempDir Path directory;

  /** As many series as there are processors at least, each of a store of its own. */
  @Test
  void leavesOnlyCompleteVersionsAndTheNextRunRepairs() throws Exception {
    try (ExecutorService pool = Executors.newFixedThreadPool(SERIES)) {
      List<Callable<Void>> series = new ArrayList<>();
      for (int i = 0; i < SERIES; i++) {
        Path own = Files.createDirectory(directory.resolve("series" + i));
        series.add(
            () -> {
              kill(own);
              return null;
            });
      }
      for (Future<Void> done : pool.invokeAll(series)) {
        done.get();
      }
    }
  }

  private static void kill(Path directory) throws Exception {
    Situation situation = new Situation(directory.resolve("tree"));
    situation.retention = 3;
    Path place = directory.resolve("store");
    long seed = System.nanoTime();
    System.Logger log = System.getLogger(KilledBackupTest.class.getName());
    log.log(System.Logger.Level.INFO, "seed " + seed);
    Random random = new Random(seed);
    int killed = 0;
    for (int round = 1; round <= ROUNDS; round++) {
      for (int i = 0; i < METRICS; i++) {
        situation.put("m.x" + i, situation.file(round * 1000 + i));
      }
      Process child = start(directory, situation.tree, place);
      int moment = random.nextInt(SHORTEST_MILLIS, LONGEST_MILLIS);
      if (!child.waitFor(moment, TimeUnit.MILLISECONDS)) {
        child.destroyForcibly().waitFor();
        killed++;
      }
      try (Store store = new DiskStore(place)) {
        Verify.Report report =
            new Verify(store, random, situation, Progress.NONE)
                .run(new Verify.Options("", name -> true, 1, 2, 1 << 20));
        assertThat(report.damaged() + report.unread()).as("%s", situation.told).isZero();
      }
    }
    assertThat(killed).as("killed of " + ROUNDS).isPositive();

    situation.now += 1_000_000_000;
    try (Store store = new DiskStore(place)) {
      BackupReport repaired = situation.backUp(store);
      assertThat(repaired.done()).isEqualTo(METRICS);
      BackupReport again = situation.backUp(store);
      assertThat(again.unchanged()).isEqualTo(METRICS);
      assertThat(again.orphans()).isZero();
    }
    Path restored = directory.resolve("restored");
    try (Store store = new DiskStore(place)) {
      new Restore(store, situation.clock(), situation, Progress.NONE)
          .run(
              restored,
              new RestoreOptions(
                  "", name -> true, Long.MAX_VALUE, false, 2, Duration.ZERO, 1 << 20));
    }
    for (int i = 0; i < METRICS; i++) {
      assertThat(restored.resolve("m/x" + i + ".wsp"))
          .hasBinaryContent(situation.file(ROUNDS * 1000 + i));
    }
    try (Stream<Path> files = Files.walk(place)) {
      assertThat(files.filter(file -> file.toString().contains(".bucky-new"))).isEmpty();
    }
  }

  private static Process start(Path directory, Path tree, Path place) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto"));
    // Who is killed while it loads the native libraries leaves them where it unpacked them.
    command.add("-Djava.io.tmpdir=" + directory);
    command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("org.buckytools.Main", "backup", "-p", tree.toString()));
    command.addAll(List.of("--store", place.toString(), "-a", "zst", "-w", "2", "-r", "3"));
    command.addAll(List.of("--lockfile", directory.resolve("lock").toString()));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("XDG_CACHE_HOME", directory.resolve("caches").toString());
    return builder
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }
}
