package org.buckytools.posix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.reference.Needs;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PosixFileTest {
  @TempDir Path directory;

  private Path path;

  @BeforeEach
  void createFile() throws Exception {
    path = Files.writeString(directory.resolve("a.wsp"), "0123456789");
  }

  @Test
  void readsFromAPositionUntilTheBufferIsFullOrTheFileEnds() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThat(file.size()).isEqualTo(10);
      ByteBuffer four = ByteBuffer.allocateDirect(4);
      assertThat(file.read(four, 3)).isEqualTo(4);
      assertThat(text(four)).isEqualTo("3456");
      ByteBuffer rest = ByteBuffer.allocateDirect(8).position(2);
      assertThat(file.read(rest, 7)).isEqualTo(3);
      assertThat(rest.position()).isEqualTo(5);
      assertThat(file.read(ByteBuffer.allocateDirect(1), 10)).isZero();
    }
  }

  @Test
  void writesStretchesOfABuffer() throws Exception {
    ByteBuffer letters = ByteBuffer.allocateDirect(6).put(bytes("abcdef")).clear();
    try (PosixFile file = PosixFile.open(path, Access.WRITE)) {
      file.write(letters, 1, 2, 4);
      assertThat(letters.position()).isZero();
      file.write(letters.position(4), 8);
      assertThat(letters.hasRemaining()).isFalse();
      letters.clear();
      assertThatThrownBy(() -> file.write(letters, 5, 2, 0))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    assertThat(path).hasContent("0123bc67ef");
  }

  @Test
  void cutsAndLengthens() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.WRITE)) {
      file.truncate(2);
      file.truncate(4);
      file.sync();
    }
    assertThat(Files.readAllBytes(path)).containsExactly('0', '1', 0, 0);
  }

  @Test
  void wantsDirectBuffers() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThatThrownBy(() -> file.read(ByteBuffer.allocate(4), 0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("a direct buffer is needed");
    }
  }

  @Test
  void whatWasOpenedToReadCannotBeWritten() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThatThrownBy(() -> file.write(ByteBuffer.allocateDirect(1), 0))
          .isInstanceOf(FileSystemException.class)
          .hasMessage(path + ": cannot write it: it has been closed, or was not opened for that");
    }
    assertThat(path).hasContent("0123456789");
  }

  /** The system gives the number of a closed file to the next one that is opened. */
  @Test
  void aClosedFileTouchesNoOther() throws Exception {
    PosixFile closed = PosixFile.open(path, Access.WRITE);
    closed.close();
    Path next = Files.writeString(directory.resolve("b.wsp"), "next");
    try (PosixFile other =
        PosixFile.openLocked(next, Access.WRITE, Lock.EXCLUSIVE, Duration.ZERO)) {
      assertThatThrownBy(() -> closed.write(ByteBuffer.allocateDirect(4), 0))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("it has been closed");
      assertThatThrownBy(() -> closed.truncate(0)).isInstanceOf(IOException.class);
      closed.close();
      assertThat(other.size()).isEqualTo(4);
      assertThat(OtherProcess.Kind.FLOCK.gets(next, Lock.SHARED)).isFalse();
    }
    assertThat(next).hasContent("next");
  }

  @Test
  void readingLeavesTheAccessTimeAlone() throws Exception {
    FileTime longAgo = FileTime.from(Instant.ofEpochSecond(1_000_000_000));
    setAccessed(path, longAgo);
    Path control = Files.writeString(directory.resolve("control"), "0123456789");
    setAccessed(control, longAgo);
    Files.readString(control);
    Needs.that(
        !accessed(control).equals(longAgo),
        "the file system of " + directory + " keeps no access times");
    try (PosixFile file = PosixFile.openLocked(path, Access.READ, Lock.SHARED, Duration.ZERO)) {
      file.read(ByteBuffer.allocateDirect(10), 0);
    }
    assertThat(accessed(path)).isEqualTo(longAgo);
  }

  private static void setAccessed(Path path, FileTime time) throws IOException {
    Files.getFileAttributeView(path, BasicFileAttributeView.class).setTimes(null, time, null);
  }

  private static FileTime accessed(Path path) throws IOException {
    return Files.readAttributes(path, BasicFileAttributes.class).lastAccessTime();
  }

  @Test
  void knowsWhetherItsPathStillNamesIt() throws Exception {
    try (PosixFile file = PosixFile.open(path, Access.READ)) {
      assertThat(file.isCurrent()).isTrue();
      assertThat(file.identity()).isEqualTo(FileIdentity.of(path));
      Path moved = Files.move(path, directory.resolve("moved"));
      assertThat(file.isCurrent()).isFalse();
      Files.writeString(path, "new");
      assertThat(file.isCurrent()).isFalse();
      assertThat(file.identity()).isEqualTo(FileIdentity.of(moved));
      Files.move(moved, path, StandardCopyOption.REPLACE_EXISTING);
      assertThat(file.isCurrent()).isTrue();
    }
  }

  @Test
  void identitiesFollowLinksAndAreOrdered() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), path);
    Path name = Files.createLink(directory.resolve("name"), path);
    Path other = Files.createFile(directory.resolve("other"));
    assertThat(FileIdentity.of(link)).isEqualTo(FileIdentity.of(path));
    assertThat(FileIdentity.of(name)).isEqualTo(FileIdentity.of(path));
    assertThat(FileIdentity.of(other)).isNotEqualTo(FileIdentity.of(path));
    assertThat(
            Stream.of(new FileIdentity(2, 1), new FileIdentity(1, 9), new FileIdentity(1, 2))
                .sorted())
        .containsExactly(new FileIdentity(1, 2), new FileIdentity(1, 9), new FileIdentity(2, 1));
  }

  @Test
  void opensNamesOfAllSorts() throws Exception {
    for (String name : List.of("ünïcode 値.wsp", "line\nbreak", " ", "-", "percent%41", "a;b?c#d")) {
      if (!Charset.forName(System.getProperty("sun.jnu.encoding")).newEncoder().canEncode(name)) {
        // Under LC_ALL=C Java has no way to name such a file; one that is there it can open.
        continue;
      }
      Path odd = Files.writeString(directory.resolve(name), name);
      try (PosixFile file = PosixFile.open(odd, Access.READ)) {
        assertThat(file.size()).isEqualTo(bytes(name).length);
        assertThat(file.isCurrent()).isTrue();
      }
    }
  }

  @Test
  void opensNamesThatAreNoText() throws Exception {
    Path odd = Files.createDirectory(directory.resolve("odd"));
    // The bytes 'x%41', 255 and 'é' of another encoding.
    Process shell =
        new ProcessBuilder(
                "sh",
                "-c",
                "cd \"$1\" && printf content >\"$(printf 'x%%41\\377\\351')\"",
                "sh",
                odd.toString())
            .inheritIO()
            .start();
    assertThat(shell.waitFor()).isZero();
    try (Stream<Path> listed = Files.list(odd)) {
      Path name = listed.findFirst().orElseThrow();
      assertThat(name.getFileName().toString()).contains("\ufffd");
      try (PosixFile file =
          PosixFile.openLocked(name, Access.WRITE, Lock.EXCLUSIVE, Duration.ZERO)) {
        assertThat(file.size()).isEqualTo(7);
      }
      Files.delete(name);
    }
  }

  @Test
  void everyReasonIsAnException() throws Exception {
    Path absent = directory.resolve("absent");
    assertThatThrownBy(() -> PosixFile.open(absent, Access.READ))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessage(absent.toString());
    Path tooLong = directory.resolve("a".repeat(256));
    assertThatThrownBy(() -> PosixFile.open(tooLong, Access.READ))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(tooLong + ": cannot open it: its name is too long");
    assertThat(Files.exists(absent, LinkOption.NOFOLLOW_LINKS)).isFalse();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String text(ByteBuffer buffer) {
    return StandardCharsets.UTF_8.decode(buffer.flip()).toString();
  }
}
