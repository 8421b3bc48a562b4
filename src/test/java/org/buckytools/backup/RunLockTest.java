package org.buckytools.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The lock that keeps other runs away. */
class RunLockTest {
  @TempDir Path directory;

  @Test
  void keepsOthersAwayAndIsNeverStale() throws IOException {
    Path file = Files.writeString(directory.resolve("lock"), "4711, of a run that is no more");
    RunLock lock = RunLock.acquire(file, Duration.ZERO);
    assertThatThrownBy(() -> RunLock.acquire(file, Duration.ZERO))
        .hasMessageContaining("another run has had this lock file");
    lock.close();
    RunLock.acquire(file, Duration.ZERO).close();
    assertThat(file).exists();
  }

  /** Such as another user's. Root may write to everything but what is being run. */
  @Test
  void takesTheLockOfAFileThatItMayOnlyRead() throws Exception {
    Path file = Files.copy(Path.of("/bin/sleep"), directory.resolve("lock"));
    file.toFile().setExecutable(true);
    Process running = new ProcessBuilder(file.toString(), "600").start();
    try {
      // Not before it runs, and it does when the call returns.
      assertThatThrownBy(() -> Files.newByteChannel(file, StandardOpenOption.WRITE))
          .isInstanceOf(FileSystemException.class);
      RunLock lock = RunLock.acquire(file, Duration.ZERO);
      assertThatThrownBy(() -> RunLock.acquire(file, Duration.ZERO))
          .hasMessageContaining("another run has had this lock file");
      lock.close();
    } finally {
      running.destroyForcibly().waitFor();
    }
  }

  @Test
  void refusesALinkThatSomebodyHasPlanted() throws IOException {
    Path planted = Files.createSymbolicLink(directory.resolve("l"), directory.resolve("precious"));
    assertThatThrownBy(() -> RunLock.acquire(planted, Duration.ZERO))
        .isInstanceOf(IOException.class);
    assertThat(directory.resolve("precious")).doesNotExist();
  }
}
