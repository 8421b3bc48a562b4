package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.RandomAccessFile;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.samples.RawWhisper;
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
    file = create("a.wsp");
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
      // The ends themselves are within, and a range without length is the interval after it.
      assertThat(database.fetch(NOW, NOW + 2, NOW).from()).isEqualTo(NOW + 60);
      assertThat(database.fetch(0, NOW - 3600, NOW).from()).isEqualTo(NOW - 3300);
    }
  }

  @Test
  void readersShareAndWritersWait() throws Exception {
    try (Database one = Database.openToRead(file, PATIENCE);
        Database two = Database.openToRead(file, PATIENCE)) {
      assertThat(two.header()).isEqualTo(one.header()).isEqualTo(HEADER);
      assertThat(two.path()).isEqualTo(file);
      assertThatThrownBy(() -> Database.openToWrite(file, Duration.ZERO))
          .isInstanceOf(LockTimeoutException.class);
    }
    Database.openToWrite(file, PATIENCE).close();
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

  /** Larger than what is looked at in one go, with another archive behind it. */
  @Test
  void aSurveySeesEverySlotOfOneArchive() throws Exception {
    Header header =
        Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 40_000), new Retention(10, 5000)));
    RawWhisper raw = new RawWhisper(header);
    for (int slot : new int[] {0, 16_383, 16_384, 39_999}) {
      raw.put(0, slot, NOW - 39_999 + slot, slot);
    }
    raw.put(1, 0, NOW, 1);
    Path large = Files.write(directory.resolve("large.wsp"), raw.bytes());
    try (Database database = Database.openToRead(large, PATIENCE)) {
      assertThat(database.survey(0, NOW)).isEqualTo(new Survey(4, NOW - 39_999, NOW, 0, 0, 0));
      assertThat(database.survey(1, NOW)).isEqualTo(new Survey(1, NOW, NOW, 0, 0, 0));
    }
  }

  @Test
  void aSummaryHasTheValuesOfEachArchive() throws Exception {
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      assertThat(FileSummary.of(database, NOW).newest()).isZero();
      for (long time = NOW - 300; time <= NOW; time += 60) {
        database.update(1, time, time);
      }
      FileSummary summary = FileSummary.of(database, NOW + 60);
      assertThat(summary.newest()).isEqualTo(NOW);
      assertThat(summary.fileSize()).isEqualTo(HEADER.fileSize());
      double[] minutes = summary.archives().getFirst().values();
      assertThat(Arrays.copyOf(minutes, 3)).containsOnly(Double.NaN);
      assertThat(Arrays.copyOfRange(minutes, 3, 9)).containsOnly(1);
      assertThat(minutes[9]).isNaN();
      double[] fives = summary.archives().getLast().values();
      assertThat(fives[9]).isNaN();
      assertThat(fives[10]).isEqualTo(5);
    }
  }

  @Test
  void aHoleTakesNoSpace() throws Exception {
    Header header = Header.of(Aggregation.SUM, 0, List.of(new Retention(1, 100_000)));
    for (boolean sparse : new boolean[] {true, false}) {
      Path path = directory.resolve(sparse + ".wsp");
      Database.create(path, header, sparse, PATIENCE);
      try (Database database = Database.openToRead(path, PATIENCE)) {
        assertThat(database.allocated()).isPositive();
        assertThat(database.allocated() < header.fileSize()).isEqualTo(sparse);
      }
    }
  }

  @Test
  void aNewFileIsPermittedToWhomAnyNewFileIs() throws Exception {
    Path other = Files.createFile(directory.resolve("other"));
    assertThat(Files.getPosixFilePermissions(file)).isEqualTo(Files.getPosixFilePermissions(other));
  }

  @Test
  void creatingOverAFileKeepsItsPermissionsOnly() throws Exception {
    Path old = Files.writeString(directory.resolve("old.wsp"), "not even sound");
    Files.setPosixFilePermissions(old, PosixFilePermissions.fromString("rw-r-----"));
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(old, longAgo);

    Database.createOver(old, HEADER, false, PATIENCE);

    assertThat(old).hasSameBinaryContentAs(file);
    assertThat(Files.getPosixFilePermissions(old))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    assertThat(Files.getLastModifiedTime(old)).isGreaterThan(longAgo);
    assertThatThrownBy(() -> Database.createOver(directory, HEADER, false, PATIENCE))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(directory + ": it is not a regular file");
  }

  @Test
  void aWriterLikeCarbonHoldsTheLockToo() throws Exception {
    try (Database carbon = Database.openAsCarbonDoes(file, PATIENCE)) {
      assertThat(carbon.header()).isEqualTo(HEADER);
      assertThatThrownBy(() -> Database.openToRead(file, Duration.ZERO))
          .isInstanceOf(LockTimeoutException.class);
    }
    Files.write(file, new byte[] {1});
    assertThatThrownBy(() -> Database.openAsCarbonDoes(file, PATIENCE))
        .isInstanceOf(UnsoundException.class);
    Files.write(file, Files.readAllBytes(create("b.wsp")));
    Database.openToWrite(file, PATIENCE).close();
  }

  private Path create(String name) throws Exception {
    Path path = directory.resolve(name);
    Database.create(path, HEADER, false, PATIENCE);
    return path;
  }
}
