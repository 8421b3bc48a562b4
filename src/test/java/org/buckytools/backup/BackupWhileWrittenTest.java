package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.buckytools.codec.Algorithm;
import org.buckytools.codec.Codec;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Backups of a file that a writer who takes the lock changes in two steps, again and again. */
class BackupWhileWrittenTest {
  private static final int BACKUPS = 60;
  private static final int FIRST = 16 + 2 * 12;
  private static final int SECOND = FIRST + 12;

  @TempDir Path tree;

  @Test
  void storesOnlyMomentsBetweenUpdates() throws Exception {
    Situation situation = new Situation(tree);
    situation.retention = 10 * BACKUPS;
    situation.algorithm = Algorithm.ZST;
    Path file = situation.put("a", situation.file(0));
    AtomicInteger rounds = new AtomicInteger(1);
    FutureTask<Integer> writer = new FutureTask<>(() -> write(file, rounds));
    update(file, 0);
    Thread.ofPlatform().daemon().start(writer);
    while (rounds.get() <= BACKUPS && !writer.isDone()) {
      situation.backUp();
      situation.now += 1;
      rounds.incrementAndGet();
    }
    assertThat(writer.get()).as("updates").isPositive();

    int versions = 0;
    try (Codec codec = Algorithm.ZST.codec()) {
      for (String key : situation.keys()) {
        if (key.endsWith(".zst")) {
          ByteBuffer content = codec.decompress(situation.store.objects.get(key), 1 << 20);
          double first = content.getDouble(FIRST + 4);
          assertThat(content.getDouble(SECOND + 4)).as(key).isEqualTo(first);
          versions++;
        }
      }
    }
    assertThat(situation.verify()).isEqualTo(versions).isPositive();
  }

  private static int write(Path file, AtomicInteger rounds) throws IOException {
    int updates = 0;
    while (rounds.get() <= BACKUPS) {
      update(file, ++updates);
    }
    return updates;
  }

  /** Writes the same value into two slots, one after the other, under the lock. */
  private static void update(Path file, double value) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(Double.BYTES);
    bytes.putDouble(0, value);
    try (PosixFile locked =
        PosixFile.openLocked(file, Access.WRITE, Lock.EXCLUSIVE, Duration.ofSeconds(60))) {
      locked.write(bytes.clear(), FIRST + 4);
      locked.write(bytes.clear(), SECOND + 4);
    }
  }
}
