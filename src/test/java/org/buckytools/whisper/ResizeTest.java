package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.buckytools.posix.FileIdentity;
import org.buckytools.posix.LockTimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResizeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final long NOW = 1_700_000_000 - 1_700_000_000 % 86_400 + 12 * 3600;
  private static final Resize RESIZE = new Resize(PATIENCE);

  @TempDir Path directory;
  private Path file;

  @BeforeEach
  void create() throws IOException {
    file = directory.resolve("a.wsp");
    Header header = Header.of(Aggregation.SUM, 0.5f, Retention.parseList("60:60,300:288"));
    Database.create(file, header, false, PATIENCE);
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      for (long time = NOW - 7200; time <= NOW; time += 60) {
        database.update(1, time, time);
      }
    }
  }

  private static NewShape layout(String retentions) {
    return new NewShape(Retention.parseList(retentions), Optional.empty(), Optional.empty());
  }

  private double[] fetch(Path path, long from, long until, int step) throws IOException {
    try (Database database = Database.openToRead(path, PATIENCE)) {
      return database.fetch(from, until, NOW, step).values();
    }
  }

  @Test
  void aLongerFineArchiveGetsNoCoarsePoints() throws IOException {
    Resized result = RESIZE.inPlace(file, layout("60:180,300:288"), false, NOW);

    assertThat(result.outcome()).isEqualTo(Resized.Outcome.REWRITTEN);
    assertThat(result.pointsAfter()).isEqualTo(result.pointsBefore());
    assertThat(fetch(file, NOW - 3 * 3600, NOW - 3600, 60)).containsOnly(Double.NaN);
    assertThat(fetch(file, NOW - 3600, NOW, 60)).hasSize(60).containsOnly(1);
    assertThat(fetch(file, NOW - 7200, NOW - 600, 300)).containsOnly(5);
  }

  @Test
  void aNewCoarserArchiveIsAggregatedFromTheCoarsestFinerOne() throws IOException {
    RESIZE.inPlace(file, layout("60:60,900:96"), false, NOW);

    // Two hours of it, though the archive of minutes holds one only.
    assertThat(fetch(file, NOW - 7200, NOW - 900, 900)).hasSize(7).containsOnly(15);
  }

  @Test
  void aPartOfACoarserIntervalThatTheFinerArchiveHasLostIsNotSummedUp() throws IOException {
    Path single = directory.resolve("single.wsp");
    Database.create(
        single, Header.of(Aggregation.SUM, 0.5f, Retention.parseList("60:60")), false, PATIENCE);
    long late = NOW + 600;
    try (Database database = Database.openToWrite(single, PATIENCE)) {
      for (long time = NOW - 7200; time <= late; time += 60) {
        database.update(1, time, time);
      }
    }
    RESIZE.inPlace(single, layout("60:60,1800:48"), false, late);

    try (Database database = Database.openToRead(single, PATIENCE)) {
      // 50 minutes of the first whole half hour back are left, of the one before only 20.
      double[] values = database.fetch(NOW - 7200, late - 1800, late, 1800).values();
      assertThat(values).containsExactly(Double.NaN, Double.NaN, 30);
    }
  }

  @Test
  void whatTheRingStillHoldsBeyondItsOldRetentionIsKept() throws IOException {
    long muchLater = NOW + 2 * 3600;
    RESIZE.inPlace(file, layout("60:300,300:600"), false, muchLater);

    try (Database database = Database.openToRead(file, PATIENCE)) {
      assertThat(database.fetch(NOW - 3600, NOW, muchLater, 60).values()).containsOnly(1);
    }
  }

  @Test
  void aPointOneStepAheadOfTheClockIsKept() throws IOException {
    RESIZE.inPlace(file, layout("60:30,300:300"), false, NOW - 60);

    assertThat(fetch(file, NOW - 60, NOW, 60)).containsExactly(1);
    assertThat(fetch(file, NOW - 30 * 60, NOW, 60)).hasSize(30).containsOnly(1);
  }

  @Test
  void dropsWhatDoesNotFit() throws IOException {
    RESIZE.inPlace(file, layout("60:10"), false, NOW);

    try (Database database = Database.openToRead(file, PATIENCE)) {
      assertThat(database.header().retentions()).containsExactly(new Retention(60, 10));
      assertThat(Survey.of(database.slots(0), NOW).known()).isEqualTo(10);
    }
  }

  @Test
  void methodAndXffAreChangedInPlaceAndNoPointIsTouched() throws IOException {
    byte[] before = Files.readAllBytes(file);
    FileIdentity identity = FileIdentity.of(file);

    Resized result =
        RESIZE.inPlace(
            file,
            new NewShape(List.of(), Optional.of(Aggregation.MAX), Optional.of(0f)),
            true,
            NOW);

    assertThat(result.outcome()).isEqualTo(Resized.Outcome.HEADER_CHANGED);
    assertThat(FileIdentity.of(file)).isEqualTo(identity);
    byte[] after = Files.readAllBytes(file);
    assertThat(after).hasSameSizeAs(before);
    for (int i = 16; i < after.length; i++) {
      assertThat(after[i]).isEqualTo(before[i]);
    }
    try (Database database = Database.openToRead(file, PATIENCE)) {
      assertThat(database.header().aggregation()).isEqualTo(Aggregation.MAX);
      assertThat(database.header().xff()).isZero();
    }
    assertThat(directory).isDirectoryNotContaining("glob:**.bak");
  }

  @Test
  void whatIsAsWishedIsNotTouched() throws IOException {
    FileTime old = FileTime.fromMillis(1_600_000_000_000L);
    Files.setLastModifiedTime(file, old);
    byte[] before = Files.readAllBytes(file);

    Resized result = RESIZE.inPlace(file, layout("300:288,60:60"), true, NOW);

    assertThat(result.outcome()).isEqualTo(Resized.Outcome.UNCHANGED);
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void keepsTheOldFileAsBackupAndPermissionsAndTime() throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw----"));
    FileTime old = FileTime.fromMillis(1_600_000_000_000L);
    Files.setLastModifiedTime(file, old);
    byte[] before = Files.readAllBytes(file);

    RESIZE.inPlace(file, layout("60:120"), true, NOW);

    assertThat(directory.resolve("a.wsp.bak")).hasBinaryContent(before);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-rw----");
    assertThat(Files.getLastModifiedTime(file)).isEqualTo(old);
  }

  @Test
  void anotherBackupIsNotReplacedAndNothingIsDone() throws IOException {
    Files.writeString(directory.resolve("a.wsp.bak"), "precious");
    byte[] before = Files.readAllBytes(file);

    assertThatThrownBy(() -> RESIZE.inPlace(file, layout("60:120"), true, NOW))
        .isInstanceOf(FileAlreadyExistsException.class)
        .hasMessageContaining("a.wsp.bak: exists already; remove it");
    assertThat(file).hasBinaryContent(before);
    assertThat(directory.resolve("a.wsp.bak")).hasContent("precious");
    assertThat(directory.toFile().list()).hasSize(2);
  }

  @Test
  void theBackupOfAResizeThatWasKilledServesAgain() throws IOException {
    Files.createLink(directory.resolve("a.wsp.bak"), file);

    RESIZE.inPlace(file, layout("60:120"), true, NOW);

    assertThat(FileIdentity.of(file)).isNotEqualTo(FileIdentity.of(directory.resolve("a.wsp.bak")));
  }

  @Test
  void aSymbolicLinkStaysOne() throws IOException {
    Path link = Files.createSymbolicLink(directory.resolve("link.wsp"), Path.of("a.wsp"));

    RESIZE.inPlace(link, layout("60:120"), false, NOW);

    assertThat(link).isSymbolicLink();
    assertThat(Files.size(file)).isEqualTo(16 + 12 + 120 * 12);
  }

  @Test
  void aNewFileLeavesTheSourceAndReplacesNothing() throws IOException {
    byte[] before = Files.readAllBytes(file);
    Path target = directory.resolve("b.wsp");

    Resized result = RESIZE.toNewFile(file, layout("60:120"), target, NOW);

    // An hour of minutes, and two of five minutes, the last of which have only begun.
    assertThat(result.outcome()).isEqualTo(Resized.Outcome.REWRITTEN);
    assertThat(result.pointsBefore()).containsExactly(60, 24);
    assertThat(result.pointsAfter()).containsExactly(60);
    assertThat(file).hasBinaryContent(before);
    assertThat(fetch(target, NOW - 3600, NOW, 60)).containsOnly(1);
    assertThatThrownBy(() -> RESIZE.toNewFile(file, layout("60:9"), target, NOW))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThat(Files.size(target)).isEqualTo(16 + 12 + 120 * 12);
  }

  @Test
  void waitsForTheLockNoLongerThanAllowed() throws IOException {
    byte[] before = Files.readAllBytes(file);
    try (Database writer = Database.openToWrite(file, PATIENCE)) {
      assertThat(writer.header().archives()).hasSize(2);
      assertThatThrownBy(() -> new Resize(Duration.ZERO).inPlace(file, layout("60:9"), false, NOW))
          .isInstanceOf(LockTimeoutException.class);
    }
    assertThat(file).hasBinaryContent(before);
  }

  @Test
  void anArchiveBeyond2GiBIsRefused() throws IOException {
    byte[] before = Files.readAllBytes(file);
    assertThatThrownBy(() -> RESIZE.inPlace(file, layout("20:178956971"), false, NOW))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(file + ": archive 20:178956971 would have more than 2 GiB; keep fewer points");
    assertThat(file).hasBinaryContent(before);
    assertThat(directory.toFile().list()).hasSize(1);
  }

  @Test
  void anUnsoundFileIsRefused() throws IOException {
    Files.write(file, new byte[] {1, 2, 3});

    assertThatThrownBy(() -> RESIZE.inPlace(file, layout("60:9"), false, NOW))
        .isInstanceOf(UnsoundException.class);
    assertThat(file).hasBinaryContent(new byte[] {1, 2, 3});
  }

  @Test
  void aWriterThatComesBetweenLosesNothing() throws Exception {
    long start = NOW - NOW % 3600;
    int updates = 600;
    RESIZE.inPlace(file, layout("60:2000,300:3000"), false, start);
    try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
      Future<?> writer =
          threads.submit(
              () -> {
                for (int i = 0; i < updates; i++) {
                  long time = start + 60L * i;
                  try (Database database = Database.openToWrite(file, PATIENCE)) {
                    database.update(i, time, time);
                  }
                }
                return null;
              });
      String[] layouts = {"60:1500,600:3000", "60:2000,300:3000"};
      int resized = 0;
      while (!writer.isDone() || resized < 2) {
        // The clock of the resize may be behind the writer's by ten hours, not ahead.
        RESIZE.inPlace(file, layout(layouts[resized++ % 2]), false, start + 60L * updates);
      }
      writer.get();
    }
    try (Database database = Database.openToRead(file, PATIENCE)) {
      long end = start + 60L * (updates - 1);
      double[] values = database.fetch(start - 60, end, end, 60).values();
      for (int i = 0; i < updates; i++) {
        assertThat(values[i]).isEqualTo(i);
      }
    }
  }
}
