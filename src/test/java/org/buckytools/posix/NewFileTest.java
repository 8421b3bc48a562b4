package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class NewFileTest {
  private static final Duration SHORT = Duration.ofMillis(30);
  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path directory;

  private Path target;

  @BeforeEach
  void nameTarget() {
    target = directory.resolve("a.wsp");
  }

  @Test
  void appearsWhenItIsComplete() throws Exception {
    try (NewFile created = NewFile.begin(target, SHORT)) {
      write(created, "content");
      assertThat(target).doesNotExist();
      assertThat(names()).allMatch(NewFile::isHiddenName).hasSize(1);
      created.permitAsUsual();
      created.commit();
      assertThat(target).hasContent("content");
    }
    assertThat(names()).containsExactly("a.wsp");
    Path usual = Files.writeString(directory.resolve("usual"), "");
    assertThat(permissions(target)).isEqualTo(permissions(usual));
  }

  @Test
  void isNobodyElsesBusinessBeforeThat() throws Exception {
    try (NewFile created = NewFile.begin(target, SHORT)) {
      assertThat(permissions(created.file().path())).isEqualTo("rw-------");
    }
  }

  @Test
  void leavesNothingWithoutACommit() throws Exception {
    try (NewFile created = NewFile.begin(target, SHORT)) {
      write(created, "content");
    }
    assertThat(names()).isEmpty();
  }

  @Test
  void refusesToReplace() throws Exception {
    try (NewFile created = NewFile.begin(target, SHORT)) {
      write(created, "new");
      Files.writeString(target, "old");
      assertThatThrownBy(created::commit)
          .isInstanceOf(FileAlreadyExistsException.class)
          .hasMessageContaining(target.toString());
    }
    assertThat(target).hasContent("old");
    assertThat(names()).containsExactly("a.wsp");
  }

  @Test
  void replacesWhenAskedTo() throws Exception {
    Files.writeString(target, "old");
    try (PosixFile old = PosixFile.open(target, Access.READ);
        NewFile created = NewFile.begin(target, SHORT)) {
      write(created, "new");
      created.commitReplacing();
      assertThat(old.isCurrent()).isFalse();
      assertThat(old.size()).isEqualTo(3);
    }
    assertThat(target).hasContent("new");
    assertThat(names()).containsExactly("a.wsp");
  }

  @Test
  void staysLockedUnderItsNameUntilItIsClosed() throws Exception {
    try (NewFile created = NewFile.begin(target, SHORT)) {
      created.commitReplacing();
      assertThat(OtherProcess.Kind.FLOCK.gets(target, Lock.SHARED)).isFalse();
    }
    assertThat(OtherProcess.Kind.FLOCK.gets(target, Lock.EXCLUSIVE)).isTrue();
  }

  /** Begins a file, writes to it and waits. */
  static final class BeginningMain {
    private BeginningMain() {}

    public static void main(String[] arguments) throws IOException {
      try (NewFile created = NewFile.begin(Path.of(arguments[0]), LONG)) {
        write(created, "half of a longer content");
        System.out.println("begun");
        System.in.read();
        created.commit();
      }
    }
  }

  @Test
  void whatAKilledProcessLeftIsTakenOver() throws Exception {
    try (OtherProcess other = OtherProcess.java(BeginningMain.class, "begun", target.toString())) {
      Path hidden = directory.resolve(names().getFirst());
      assertThat(NewFile.isAbandoned(hidden)).isFalse();
      assertThat(NewFile.removeIfAbandoned(hidden)).isFalse();
      assertThatThrownBy(() -> NewFile.begin(target, SHORT))
          .isInstanceOf(LockTimeoutException.class)
          .hasMessageContaining(hidden.toString());
      other.kill();
      assertThat(NewFile.isAbandoned(hidden)).isTrue();
      assertThat(hidden).hasContent("half of a longer content");
      try (NewFile created = NewFile.begin(target, SHORT)) {
        assertThat(created.file().path()).isEqualTo(hidden);
        write(created, "whole");
        created.commit();
      }
    }
    assertThat(target).hasContent("whole");
    assertThat(names()).containsExactly("a.wsp");
  }

  @Test
  void leftoversCanBeRemoved() throws Exception {
    try (OtherProcess other = OtherProcess.java(BeginningMain.class, "begun", target.toString())) {
      other.kill();
    }
    assertThat(NewFile.removeIfAbandoned(directory.resolve(names().getFirst()))).isTrue();
    assertThat(names()).isEmpty();
  }

  @Test
  void oneProcessWaitsForTheOther() throws Exception {
    try (OtherProcess other = OtherProcess.java(BeginningMain.class, "begun", target.toString())) {
      FutureTask<String> waiting =
          new FutureTask<>(
              () -> {
                try (NewFile created = NewFile.begin(target, LONG)) {
                  write(created, "second");
                  created.commit();
                  return "committed";
                } catch (FileAlreadyExistsException first) {
                  return "refused";
                }
              });
      Thread.ofPlatform().daemon().start(waiting);
      other.release();
      assertThat(waiting.get()).isEqualTo("refused");
    }
    assertThat(target).hasContent("half of a longer content");
    assertThat(names()).containsExactly("a.wsp");
  }

  /** Killed between getting its name and losing the hidden one, a file has both. */
  @Test
  void aCompleteFileIsNotTakenForALeftover() throws Exception {
    Path hidden;
    try (NewFile created = NewFile.begin(target, SHORT)) {
      hidden = created.file().path();
    }
    Files.writeString(target, "complete");
    Files.createLink(hidden, target);
    try (NewFile again = NewFile.begin(target, SHORT)) {
      write(again, "x");
      assertThatThrownBy(again::commit).isInstanceOf(FileAlreadyExistsException.class);
    }
    assertThat(target).hasContent("complete");
    assertThat(names()).containsExactly("a.wsp");
  }

  @Test
  void aPlantedLinkIsNotFollowed() throws Exception {
    Path hidden;
    try (NewFile created = NewFile.begin(target, SHORT)) {
      hidden = created.file().path();
    }
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(hidden, victim);
    assertThatThrownBy(() -> NewFile.begin(target, SHORT))
        .isInstanceOf(FileSystemException.class)
        .hasMessageContaining(hidden.toString());
    assertThat(victim).hasContent("precious");
  }

  @Test
  void ofManyCreatorsOneWins() throws Exception {
    for (int round = 0; round < 20; round++) {
      Path wanted = directory.resolve("round" + round);
      CountDownLatch ready = new CountDownLatch(8);
      List<FutureTask<String>> creators = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        String content = "creator " + i;
        FutureTask<String> creator =
            new FutureTask<>(
                () -> {
                  ready.countDown();
                  ready.await();
                  try (NewFile created = NewFile.begin(wanted, LONG)) {
                    write(created, content);
                    created.commit();
                  }
                  return content;
                });
        creators.add(creator);
        Thread.ofPlatform().daemon().start(creator);
      }
      List<String> winners = new ArrayList<>();
      for (FutureTask<String> creator : creators) {
        try {
          winners.add(creator.get());
        } catch (ExecutionException lost) {
          assertThat(lost).hasCauseInstanceOf(FileAlreadyExistsException.class);
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(wanted).hasContent(winners.getFirst());
    }
    assertThat(names()).hasSize(20).noneMatch(NewFile::isHiddenName);
  }

  @Test
  void resemblesItsModel() throws Exception {
    Path model = Files.writeString(directory.resolve("model"), "x");
    Files.setPosixFilePermissions(model, PosixFilePermissions.fromString("r--rw-r-x"));
    FileTime time = FileTime.from(Instant.ofEpochSecond(1_234_567_890, 123_456_789));
    Files.setLastModifiedTime(model, time);
    try (NewFile created = NewFile.begin(target, SHORT)) {
      write(created, "content");
      created.resemble(model);
      created.commit();
    }
    assertThat(permissions(target)).isEqualTo("r--rw-r-x");
    assertThat(Files.getLastModifiedTime(target)).isEqualTo(time);
  }

  @Test
  void takesOverTheOwnerIfItMay() throws Exception {
    Path model = Files.writeString(directory.resolve("model"), "x");
    Needs.that(isRoot(), "only root may give files away");
    Files.setAttribute(model, "unix:uid", 12_345);
    Files.setAttribute(model, "unix:gid", 54_321);
    try (NewFile created = NewFile.begin(target, SHORT)) {
      created.resemble(model);
      created.commitReplacing();
    }
    assertThat(Files.readAttributes(target, "unix:uid,gid"))
        .containsEntry("uid", 12_345)
        .containsEntry("gid", 54_321);
  }

  private static boolean isRoot() throws IOException {
    return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
  }

  @Test
  void namesMayBeAsLongAsTheFileSystemAllows() throws Exception {
    Path longest = directory.resolve("a".repeat(255));
    try (NewFile created = NewFile.begin(longest, SHORT)) {
      created.commit();
    }
    Path tooLong = directory.resolve("a".repeat(256));
    try (NewFile created = NewFile.begin(tooLong, SHORT)) {
      assertThatThrownBy(created::commit)
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining(tooLong.toString())
          .hasMessageContaining("its name is too long");
    }
    assertThat(names()).containsExactly("a".repeat(255));
  }

  @Test
  void aMissingDirectoryIsNamed() {
    Path lost = directory.resolve("absent/a.wsp");
    assertThatThrownBy(() -> NewFile.begin(lost, SHORT))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(lost + ": its directory does not exist; create it first");
  }

  private static void write(NewFile created, String content) throws IOException {
    byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
    created.file().write(ByteBuffer.allocateDirect(bytes.length).put(bytes).clear(), 0);
  }

  private List<String> names() {
    return List.of(directory.toFile().list());
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
