package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.buckytools.progress.Progress;
import org.buckytools.reference.Needs;
import org.buckytools.store.Store;
import org.buckytools.store.StoreException;
import org.buckytools.store.disk.DiskStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A backup to a disk that becomes full, and then larger. */
class BackupToFullDiskTest {
  private static final int METRICS = 60;

  @TempDir Path directory;
  private Path disk;

  @BeforeEach
  void mount() throws Exception {
    Needs.that("root".equals(System.getProperty("user.name")), "only root can mount a small disk");
    disk = Files.createDirectory(directory.resolve("disk"));
    int status = run("mount", "-t", "tmpfs", "-o", "size=256k", "tmpfs", disk.toString());
    if (status != 0) {
      disk = null;
    }
    Needs.that(status == 0, "a small disk cannot be mounted here");
  }

  @AfterEach
  void unmount() throws Exception {
    if (disk != null) {
      assertThat(run("umount", disk.toString())).isZero();
    }
  }

  private static int run(String... command) throws IOException, InterruptedException {
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  @Test
  void leavesOnlyCompleteVersionsAndSaysWhy() throws Exception {
    Situation situation = new Situation(directory.resolve("tree"));
    for (int i = 0; i < METRICS; i++) {
      situation.put("m.x" + i, situation.file(i));
    }
    try (Store store = new DiskStore(disk.resolve("store"))) {
      long failed;
      try {
        failed = situation.backUp(store).failed();
      } catch (StoreException givenUp) {
        failed = METRICS;
        assertThat(givenUp).hasMessageContaining("no space left on its disk");
      }
      assertThat(failed).isPositive();
      assertThat(situation.told).anyMatch(text -> text.contains("no space left on its disk"));
      assertThat(verify(situation, store).isSound()).as("%s", situation.told).isTrue();

      assertThat(run("mount", "-o", "remount,size=16m", disk.toString())).isZero();
      assertThat(situation.backUp(store).done()).isEqualTo(METRICS);
      assertThat(verify(situation, store).sound()).isEqualTo(METRICS);
      assertThat(situation.backUp(store).orphans()).isZero();
    }
  }

  private static Verify.Report verify(Situation situation, Store store) throws Exception {
    return new Verify(store, new Random(1), situation, Progress.NONE)
        .run(new Verify.Options("", name -> true, 1, 2, 1 << 20));
  }
}
