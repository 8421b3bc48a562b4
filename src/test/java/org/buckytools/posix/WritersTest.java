package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WritersTest {
  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void createFile() throws Exception {
    path = Files.writeString(directory.toRealPath().resolve("a.wsp"), "content");
  }

  @Test
  void anotherProcessThatCanWriteIsSeenWhateverTheFileIsCalledNow() throws Exception {
    try (OtherProcess carbon = OtherProcess.Kind.PYTHON.holding(path, Lock.SHARED)) {
      Path hidden = Files.move(path, path.resolveSibling("hidden"));
      try (PosixFile file = PosixFile.open(hidden, Access.READ)) {
        assertThat(file.writers()).isEqualTo(Writers.SOME);
        carbon.release();
        assertThat(file.writers()).isEqualTo(Writers.NONE);
      }
    }
    try (Stream<Path> files = Files.list(path.getParent())) {
      assertThat(files).containsExactly(path.resolveSibling("hidden"));
    }
  }

  @Test
  void oneThatOnlyReadsIsNone() throws Exception {
    try (OtherProcess reader = OtherProcess.Kind.FLOCK.holding(path, Lock.SHARED);
        PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThat(file.writers()).isEqualTo(Writers.NONE);
      reader.release();
    }
  }

  @Test
  void thisProcessIsOneToo() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      try (PosixFile mine = PosixFile.open(path, Access.WRITE)) {
        assertThat(file.writers()).isEqualTo(Writers.SOME);
        assertThat(mine.isCurrent()).isTrue();
      }
      assertThat(file.writers()).isEqualTo(Writers.NONE);
    }
  }

  /** Whoever comes just then gets in, and ends nothing, though Linux sends a signal. */
  @Test
  void comersInThatVeryMomentDoNoHarm() throws Exception {
    FutureTask<Integer> opening =
        new FutureTask<>(
            () -> {
              int opened = 0;
              while (!Thread.currentThread().isInterrupted()) {
                try (PosixFile mine = PosixFile.open(path, Access.WRITE)) {
                  opened += mine.size() == 7 ? 1 : 0;
                }
              }
              return opened;
            });
    Thread comer = Thread.ofPlatform().start(opening);
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      for (int i = 0; i < 5_000; i++) {
        assertThat(file.writers()).isNotEqualTo(Writers.UNKNOWN);
      }
    }
    comer.interrupt();
    assertThat(opening.get()).isPositive();
  }
}
