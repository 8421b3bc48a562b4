package org.buckytools.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.buckytools.console.Screen;
import org.buckytools.whisper.Aggregation;
import org.buckytools.whisper.Database;
import org.buckytools.whisper.Header;
import org.buckytools.whisper.Retention;
import org.buckytools.whisper.Series;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The command line of fill: options, summaries, exit codes. What a fill does has tests of its own.
 */
class FillCommandTest {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final Header HEADER =
      Header.of(Aggregation.AVERAGE, 0.5f, List.of(new Retention(60, 1440)));

  @TempDir Path directory;

  private final Screen screen = new Screen();
  private final long now = Instant.now().getEpochSecond();

  private ExitCode run(String... arguments) {
    return new Bucky(screen.console()).run(List.of(arguments));
  }

  private Path file(String name, double value, int... minutesAgo) throws IOException {
    Path file = directory.resolve(name);
    Files.createDirectories(file.getParent());
    Database.create(file, HEADER, false, PATIENCE);
    try (Database database = Database.openToWrite(file, PATIENCE)) {
      for (int minutes : minutesAgo) {
        database.update(value, now - 60L * minutes, now);
      }
    }
    return file;
  }

  private double value(Path file, int minutesAgo) throws IOException {
    try (Database database = Database.openToRead(file, PATIENCE)) {
      long time = now - 60L * minutesAgo;
      Series series = database.fetch(time - 60, time, now);
      return series.values()[0];
    }
  }

  @Test
  void oneFileIsFilledSilently() throws IOException {
    Path src = file("src.wsp", 1, 10, 20);
    Path dst = file("dst.wsp", 2, 20, 30);

    assertThat(run("fill", src.toString(), dst.toString())).isEqualTo(ExitCode.OK);

    assertThat(screen.out() + screen.err()).isEmpty();
    assertThat(value(dst, 10)).isEqualTo(1);
    assertThat(value(dst, 20)).isEqualTo(2);
  }

  @Test
  void coarserValuesAreTakenWhenAsked() throws IOException {
    Header both =
        Header.of(Aggregation.AVERAGE, 0, List.of(new Retention(60, 60), new Retention(300, 1440)));
    Path src = directory.resolve("src.wsp");
    Database.create(src, both, false, PATIENCE);
    long old = now - now % 300 - 7_200;
    try (Database database = Database.openToWrite(src, PATIENCE)) {
      database.update(5, old, now);
    }
    Path dst = file("dst.wsp", 2, 1);
    String[] fill = {"fill", src.toString(), dst.toString()};

    assertThat(run(fill)).isEqualTo(ExitCode.OK);
    assertThat(value(dst, (int) ((now - old) / 60))).isNaN();
    assertThat(run("fill", "--from-coarser", src.toString(), dst.toString()))
        .isEqualTo(ExitCode.OK);
    assertThat(value(dst, (int) ((now - old) / 60))).isEqualTo(5);
  }

  @Test
  void scriptsWrittenForWhisperFillGoOn() throws IOException {
    Path src = file("src.wsp", 1, 10);
    Path dst = file("dst.wsp", 2, 20);

    assertThat(run("fill", "--lock", src.toString(), dst.toString())).isEqualTo(ExitCode.OK);

    assertThat(value(dst, 10)).isEqualTo(1);
  }

  @Test
  void aTreeEndsWithASummaryAndNamesWhatFailed() throws IOException {
    file("src/a/filled.wsp", 1, 10);
    file("src/a/created.wsp", 1, 10);
    file("src/same.wsp", 1, 10);
    Path broken = Files.write(directory.resolve("src/a/broken.wsp"), new byte[20]);
    file("dst/a/filled.wsp", 2, 20);
    file("dst/same.wsp", 1, 10);
    String src = directory.resolve("src").toString();
    String dst = directory.resolve("dst").toString();

    assertThat(run("fill", "-r", src, dst)).isEqualTo(ExitCode.SOME_FAILED);

    assertThat(screen.out()).isEmpty();
    assertThat(screen.err())
        .contains(
            "bucky fill: " + broken + ": not a sound whisper file: ",
            "3 files: 1 filled with 1 point, 1 created, 1 had all; 1 FAILED\n");

    Files.delete(broken);
    assertThat(run("fill", "--recursive", "--json", src, dst)).isEqualTo(ExitCode.OK);
    assertThat(screen.out()).contains("\"unchanged\" : 3", "\"failed\" : 0");
  }

  @Test
  void aTreeOfWhichAllFailsIsAFailure() throws IOException {
    Path broken = directory.resolve("src/broken.wsp");
    Files.createDirectories(broken.getParent());
    Files.write(broken, new byte[20]);

    assertThat(
            run("fill", "-r", broken.getParent().toString(), directory.resolve("dst").toString()))
        .isEqualTo(ExitCode.FAILED);
  }

  @Test
  void onlyTheWindowIsFilled() throws IOException {
    Path src = file("src.wsp", 1, 10, 60, 120);
    Path dst = file("dst.wsp", 2, 30);

    assertThat(run("fill", "--start", "-90min", "--end", "-30min", src.toString(), dst.toString()))
        .isEqualTo(ExitCode.OK);

    assertThat(value(dst, 60)).isEqualTo(1);
    assertThat(value(dst, 10)).isNaN();
    assertThat(value(dst, 120)).isNaN();
  }

  @Test
  void aSourceFilledOnlyInPartIsNotDeleted() throws IOException {
    Path src = file("src.wsp", 1, 10);
    Path dst = file("dst.wsp", 2, 20);

    assertThat(run("fill", "-d", "--start", "-90min", src.toString(), dst.toString()))
        .isEqualTo(ExitCode.USAGE);
    assertThat(src).exists();

    assertThat(run("fill", "-d", src.toString(), dst.toString())).isEqualTo(ExitCode.OK);
    assertThat(src).doesNotExist();
  }

  /** As {@code fill -r "$SRC" "$DST"} becomes where a variable is not set. */
  @Test
  void anEmptyNameIsNotTheWorkingDirectory() throws IOException {
    Path src = file("src.wsp", 1, 10);

    assertThat(run("fill", "-r", directory.toString(), "")).isEqualTo(ExitCode.USAGE);
    assertThat(run("fill", "-r", "", directory.toString())).isEqualTo(ExitCode.USAGE);
    assertThat(run("fill", src.toString(), "")).isEqualTo(ExitCode.USAGE);

    assertThat(screen.err())
        .contains("DST: '': an empty name is no file's", "SRC: '': an empty name is no file's");
  }

  @Test
  void treesAndFilesAreNotMistakenForEachOther() throws IOException {
    Path src = file("src.wsp", 1, 10);

    assertThat(run("fill", directory.toString(), src.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("fill", "-r", src.toString(), directory.toString())).isEqualTo(ExitCode.FAILED);
    assertThat(run("fill", "-r", directory.toString(), directory.toString()))
        .isEqualTo(ExitCode.FAILED);

    assertThat(screen.err())
        .contains(
            directory + ": is a directory; fill a tree with --recursive",
            src + ": is not a directory",
            "source and destination are the same directory");
  }
}
