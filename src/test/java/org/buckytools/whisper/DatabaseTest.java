package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.buckytools.posix.LockTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final long NOW = 1_700_000_100;
  private static final Header HEADER =
      Header.of(Aggregation.SUM, 0.5f, List.of(new Retention(60, 10), new Retention(300, 12)));

  @TempDir Path directory;

  private Path file;

  @BeforeEach
  void create() throws Exception {
    file = directory.resolve("a.wsp");
    Database.create(file, HEADER, false, PATIENCE);
  }

  @Test
  void timesThatCannotBeStoredAreNamed() throws Exception {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      assertThatThrownBy(() -> database.update(1, NOW + 1, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              file + ": time 1700000101 is in the future (now is 1700000100, it keeps 3600 s)");
      assertThatThrownBy(() -> database.update(1, NOW - 3600, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              file
                  + ": time 1699996500 is older than its longest retention (now is 1700000100, it"
                  + " keeps 3600 s)");
      database.update(1, NOW - 3599, NOW);
    }
  }

  @Test
  void ofSeveralValuesForOneTimeTheFirstGivenWins() throws Exception {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      database.updateMany(
          List.of(new Point(NOW, 1), new Point(NOW, 2), new Point(NOW - 60, 3)), NOW);
      assertThat(database.fetch(NOW - 120, NOW, NOW).values()).containsExactly(3, 1);
      database.updateMany(
          List.of(new Point(NOW - 31, 5), new Point(NOW - 1, 6), new Point(NOW - 60, 7)), NOW);
      assertThat(database.fetch(NOW - 120, NOW, NOW).values()).containsExactly(6, 1);
    }
  }

  @Test
  void tooOldPointsAmongManyAreDroppedAndNoneIsNoChange() throws Exception {
    byte[] before = Files.readAllBytes(file);
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      database.updateMany(List.of(), NOW);
      database.updateMany(List.of(new Point(NOW - 3601, 1), new Point(-5, 1)), NOW);
    }
    assertThat(Files.readAllBytes(file)).isEqualTo(before);
  }

  @Test
  void rangesThatMakeNoSenseAreRefused() throws Exception {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      assertThatThrownBy(() -> database.fetch(10, 9, NOW))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("the time range begins at 10, after its end 9");
      assertThatThrownBy(() -> database.fetch(NOW - 60, NOW, NOW, 61))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(file + " has no archive of 61 seconds per point; it has [60:10, 300:12]");
      assertThat(database.fetch(NOW + 1, NOW + 2, NOW)).isNull();
      assertThat(database.fetch(0, NOW - 3601, NOW)).isNull();
    }
  }

  @Test
  void readersShareAndWritersWait() throws Exception {
    try (Database one = Database.openToRead(file, PATIENCE);
        Database two = Database.openToRead(file, Duration.ZERO)) {
      assertThat(two.header()).isEqualTo(one.header()).isEqualTo(HEADER);
      assertThat(two.path()).isEqualTo(file);
      assertThatThrownBy(() -> Database.openToWrite(file, Duration.ZERO))
          .isInstanceOf(LockTimeoutException.class);
    }
    Database.openToWrite(file, Duration.ZERO).close();
  }

  /** By somebody who does not ask for the lock. */
  @Test
  void aFileCutOffWhileItIsOpenIsUnsound() throws Exception {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      try (RandomAccessFile other = new RandomAccessFile(file.toFile(), "rw")) {
        other.setLength(100);
      }
      String message = file + ": not a sound whisper file: it was cut off while it was read";
      assertThatThrownBy(() -> database.slots(0))
          .isInstanceOf(UnsoundException.class)
          .hasMessage(message);
      assertThatThrownBy(() -> database.fetch(NOW - 3600, NOW, NOW))
          .isInstanceOf(UnsoundException.class)
          .hasMessage(message);
    }
  }
}
