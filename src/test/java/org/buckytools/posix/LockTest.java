package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The lock is the one that others know, both ways, and nobody waits for ever. */
@Timeout(120)
class LockTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void createFile() throws Exception {
    path = Files.writeString(directory.toRealPath().resolve("a.wsp"), "content");
  }

  static Stream<Arguments> everyMeeting() {
    return Stream.of(OtherProcess.Kind.values())
        .flatMap(
            kind ->
                Stream.of(Lock.values())
                    .flatMap(
                        theirs ->
                            Stream.of(Lock.values())
                                .map(ours -> Arguments.of(kind, theirs, ours))));
  }

  @ParameterizedTest
  @MethodSource("everyMeeting")
  void weSeeTheirLock(OtherProcess.Kind kind, Lock theirs, Lock ours) throws Exception {
    boolean both = theirs == Lock.SHARED && ours == Lock.SHARED;
    try (OtherProcess other = kind.holding(path, theirs);
        PosixFile file = PosixFile.open(path, Access.WRITE)) {
      assertThat(file.tryLock(ours)).isEqualTo(both);
      if (!both) {
        assertThatThrownBy(() -> file.lock(ours, SHORT))
            .isInstanceOf(LockTimeoutException.class)
            .hasMessage(
                path
                    + ": still locked by another process after 0.03 s; see who holds it with lsof"
                    + " or fuser, or allow a longer wait");
        assertThatThrownBy(() -> PosixFile.openLocked(path, Access.WRITE, ours, Duration.ZERO))
            .isInstanceOf(LockTimeoutException.class);
      }
      other.release();
      file.lock(ours, Duration.ZERO);
    }
  }

  @ParameterizedTest
  @MethodSource("everyMeeting")
  void theySeeOurLock(OtherProcess.Kind kind, Lock theirs, Lock ours) throws Exception {
    boolean both = theirs == Lock.SHARED && ours == Lock.SHARED;
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, ours, LONG)) {
      assertThat(kind.gets(file.path(), theirs)).isEqualTo(both);
    }
    assertThat(kind.gets(path, theirs)).as("after closing").isTrue();
  }

  @Test
  void twoOpeningsInThisProcessExcludeEachOther() throws Exception {
    try (PosixFile one = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, LONG);
        PosixFile two = PosixFile.open(path, Access.READ)) {
      assertThat(two.tryLock(Lock.SHARED)).isFalse();
      one.lock(Lock.SHARED, Duration.ZERO);
      assertThat(two.tryLock(Lock.SHARED)).isTrue();
      assertThat(two.tryLock(Lock.EXCLUSIVE)).isFalse();
    }
  }

  @Test
  void whatIsUnlockedIsFreeWhileItIsOpen() throws Exception {
    try (PosixFile one = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, LONG);
        PosixFile two = PosixFile.open(path, Access.READ)) {
      one.unlock();
      one.unlock();
      assertThat(two.tryLock(Lock.EXCLUSIVE)).isTrue();
    }
  }

  @ParameterizedTest
  @EnumSource(OtherProcess.Kind.class)
  void aWaitEndsWhenTheyLetGo(OtherProcess.Kind kind) throws Exception {
    try (OtherProcess other = kind.holding(path, Lock.EXCLUSIVE)) {
      FutureTask<Boolean> waiting =
          start(
              () -> {
                PosixFile.openLocked(path, Access.READ, Lock.SHARED, LONG).close();
                return true;
              });
      awaitOpened(path);
      assertThat(waiting.isDone()).isFalse();
      other.release();
      assertThat(waiting.get()).isTrue();
    }
  }

  @Test
  void aKilledHolderHoldsNothing() throws Exception {
    try (OtherProcess other = OtherProcess.Kind.PYTHON.holding(path, Lock.EXCLUSIVE);
        PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThat(file.tryLock(Lock.SHARED)).isFalse();
      other.kill();
      file.lock(Lock.EXCLUSIVE, Duration.ZERO);
    }
  }

  @Test
  void aKilledHolderOfOursHoldsNothing() throws Exception {
    try (OtherProcess other = OtherProcess.java(HoldingMain.class, "held", path.toString())) {
      assertThat(OtherProcess.Kind.FLOCK.gets(path, Lock.SHARED)).isFalse();
      other.kill();
      assertThat(OtherProcess.Kind.FLOCK.gets(path, Lock.EXCLUSIVE)).isTrue();
    }
  }

  /** Holds the lock of a file until it is given a line. */
  static final class HoldingMain {
    private HoldingMain() {}

    public static void main(String[] arguments) throws IOException {
      Path path = Path.of(arguments[0]);
      try (PosixFile file = PosixFile.openLocked(path, Access.WRITE, Lock.EXCLUSIVE, LONG)) {
        System.out.println("held");
        System.in.read();
        System.out.println("letting go of " + file.path());
      }
    }
  }

  @Test
  void whatIsLockedIsWhatThePathNames() throws Exception {
    Path replacement = Files.writeString(directory.resolve("b.wsp"), "other");
    FileIdentity expected = FileIdentity.of(replacement);
    try (OtherProcess other = OtherProcess.Kind.PYTHON.holding(path, Lock.EXCLUSIVE)) {
      FutureTask<FileIdentity> waiting =
          start(
              () -> {
                try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, LONG)) {
                  return file.identity();
                }
              });
      awaitOpened(path);
      Files.move(replacement, path, StandardCopyOption.REPLACE_EXISTING);
      other.release();
      assertThat(waiting.get()).isEqualTo(expected);
    }
  }

  @Test
  void aFileThatIsRemovedWhileWeWaitIsMissing() throws Exception {
    try (OtherProcess other = OtherProcess.Kind.PYTHON.holding(path, Lock.EXCLUSIVE)) {
      FutureTask<String> waiting =
          start(
              () -> {
                try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, LONG)) {
                  return file.identity().toString();
                } catch (IOException failure) {
                  return failure.toString();
                }
              });
      awaitOpened(path);
      Files.delete(path);
      other.release();
      assertThat(waiting.get()).isEqualTo("java.nio.file.NoSuchFileException: " + path);
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (OtherProcess other = OtherProcess.Kind.PYTHON.holding(path, Lock.EXCLUSIVE)) {
      boolean[] stillInterrupted = new boolean[1];
      FutureTask<Throwable> waiting =
          new FutureTask<>(
              () -> {
                try {
                  PosixFile.openLocked(path, Access.READ, Lock.SHARED, LONG).close();
                  return null;
                } catch (IOException failure) {
                  stillInterrupted[0] = Thread.currentThread().isInterrupted();
                  return failure;
                }
              });
      Thread thread = Thread.ofPlatform().start(waiting);
      awaitOpened(path);
      thread.interrupt();
      assertThat(waiting.get())
          .isInstanceOf(FileSystemException.class)
          .hasMessage(path + ": interrupted while waiting for its lock");
      assertThat(stillInterrupted[0]).isTrue();
      other.release();
    }
  }

  @Test
  void aFreeLockIsTakenWithoutPatience() throws Exception {
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, Duration.ZERO)) {
      file.unlock();
    }
    Thread.currentThread().interrupt();
    try {
      PosixFile.openLocked(path, Access.READ, Lock.EXCLUSIVE, Duration.ZERO).close();
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static <T> FutureTask<T> start(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    Thread.ofPlatform().daemon().start(task);
    return task;
  }

  /** Waits until this process has the file open. */
  private static void awaitOpened(Path path) throws IOException {
    while (!isOpen(path)) {
      Thread.onSpinWait();
    }
  }

  private static boolean isOpen(Path path) throws IOException {
    try (Stream<Path> descriptors = Files.list(Path.of("/proc/self/fd"))) {
      return descriptors.anyMatch(
          descriptor -> {
            try {
              return Files.readSymbolicLink(descriptor).equals(path);
            } catch (IOException closedMeanwhile) {
              return false;
            }
          });
    }
  }
}
