package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.buckytools.posix.PosixFile;
import org.buckytools.samples.DamagedSample;
import org.buckytools.samples.DamagedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each damage is named exactly, and nothing is written to such a file. */
class DamagedFilesTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);

  @TempDir Path directory;

  static List<DamagedSample> damaged() {
    return DamagedSamples.all();
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void isRefusedWithItsReason(DamagedSample sample) throws Exception {
    Path file = sample.write(directory);
    FileTime before = FileTime.from(Instant.ofEpochSecond(1_600_000_000));
    Files.setLastModifiedTime(file, before);

    assertThatThrownBy(() -> Database.openToRead(file, PATIENCE))
        .isInstanceOf(UnsoundException.class)
        .hasMessage(sample.message(file));
    assertThatThrownBy(() -> Database.openToWrite(file, PATIENCE))
        .isInstanceOf(UnsoundException.class)
        .hasMessage(sample.message(file));

    assertThat(Files.readAllBytes(file)).isEqualTo(sample.content());
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(before);
    PosixFile.openLocked(file, PosixFile.Access.READ, PosixFile.Lock.EXCLUSIVE, Duration.ZERO)
        .close();
  }

  @ParameterizedTest
  @MethodSource("damaged")
  void isRefusedInMemoryToo(DamagedSample sample) {
    ByteBuffer bytes = ByteBuffer.wrap(sample.content());
    assertThatThrownBy(() -> Header.read(bytes, bytes.capacity(), Path.of("a.wsp")))
        .isInstanceOf(UnsoundException.class)
        .hasMessage("a.wsp: not a sound whisper file: " + sample.fault());
  }

  @Test
  void theUndamagedSampleIsSound() throws Exception {
    Path file = Files.write(directory.resolve("a.wsp"), DamagedSamples.sound());
    try (Database database = Database.openToRead(file, PATIENCE)) {
      assertThat(database.fetch(1_700_000_099, 1_700_000_640, 1_700_000_640).values())
          .startsWith(0.0, 1.0);
    }
  }

  @Test
  void directory() throws Exception {
    Path path = Files.createDirectory(directory.resolve("a.wsp"));
    assertBothFail(
        path,
        path + ": cannot read it: it is a directory",
        path + ": cannot open it: it is a directory");
  }

  @Test
  void fifoDoesNotBlock() throws Exception {
    Path path = directory.resolve("a.wsp");
    assertThat(new ProcessBuilder("mkfifo", path.toString()).start().waitFor()).isZero();
    String message = path + ": cannot read it: it is not a regular file";
    assertBothFail(path, message, message);
  }

  @Test
  void symbolicLinkLoop() throws Exception {
    Path path = directory.resolve("a.wsp");
    Files.createSymbolicLink(path, path);
    String message = path + ": cannot open it: too many symbolic links";
    assertBothFail(path, message, message);
  }

  @Test
  void absentFile() {
    Path path = directory.resolve("a.wsp");
    assertThatThrownBy(() -> Database.openToRead(path, PATIENCE))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(path.toString());
    assertThat(path).doesNotExist();
  }

  @Test
  void linkThatLeadsNowhere() throws Exception {
    Path path = directory.resolve("a.wsp");
    Files.createSymbolicLink(path, directory.resolve("absent"));
    assertThatThrownBy(() -> Database.openToRead(path, PATIENCE))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(path.toString());
  }

  @Test
  void fileInsteadOfDirectory() throws Exception {
    Path path = Files.createFile(directory.resolve("a")).resolve("b.wsp");
    String message = path + ": cannot open it: a part of its path is not a directory";
    assertBothFail(path, message, message);
  }

  @Test
  void fiveGigabytesWithASmallHeader() throws Exception {
    Path path = Files.write(directory.resolve("a.wsp"), DamagedSamples.sound());
    lengthen(path, 5_000_000_000L);
    String message =
        path
            + ": not a sound whisper file: it has too many bytes: its archives make 304 bytes, it"
            + " has 5000000000";
    assertBothFail(path, message, message);
  }

  @Test
  void fiveGigabytesThatAreSound() throws Exception {
    // Sparse: no byte of it is on the disk. It is read and written where needed.
    Path path = directory.resolve("a.wsp");
    int points = 420_000_000;
    Header header =
        Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 20), new Retention(10, points)));
    Database.create(path, header, true, PATIENCE);
    assertThat(Files.size(path)).isEqualTo(40 + 12L * (20 + points));
    long now = 4_000_000_000L;
    long then = now - 1_000_000_000;
    try (Database database = Database.openToWrite(path, PATIENCE)) {
      database.update(1, now, now);
      // Goes to slot 320,000,000, at 3.8 GB.
      database.update(5, then, now);
      assertThat(database.fetch(now - 1, now, now).values()).containsExactly(1);
      assertThat(database.fetch(then - 20, then, now).values()).containsExactly(Double.NaN, 5);
      assertThatThrownBy(() -> database.slots(1))
          .isInstanceOf(IOException.class)
          .hasMessage(
              path
                  + ": archive 10:420000000 has 5040000000 bytes; the most that can be read is 2"
                  + " GiB");
      assertThatThrownBy(() -> database.fetch(0, now, now))
          .isInstanceOf(IOException.class)
          .hasMessage(
              path
                  + ": 400000000 points are asked for; the most that can be read at once are"
                  + " 178956970, ask for a shorter time");
    }
  }

  private static void lengthen(Path file, long size) throws IOException {
    try (RandomAccessFile access = new RandomAccessFile(file.toFile(), "rw")) {
      access.setLength(size);
    }
  }

  private static void assertBothFail(Path path, String reading, String writing) throws Exception {
    Object before = Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? modified(path) : null;
    assertFails(() -> Database.openToRead(path, PATIENCE), reading);
    assertFails(() -> Database.openToWrite(path, PATIENCE), writing);
    if (before != null) {
      assertThat(modified(path)).isEqualTo(before);
    }
  }

  private static Object modified(Path path) throws IOException {
    return Files.getLastModifiedTime(path, LinkOption.NOFOLLOW_LINKS);
  }

  private static void assertFails(ThrowingCallable action, String message) {
    assertThatThrownBy(action).isInstanceOf(IOException.class).hasMessage(message);
  }
}
