package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import org.buckytools.fill.FillResult.Outcome;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.posix.PosixFile;
import org.buckytools.whisper.UnsoundException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** F9: what cannot be filled is an error that says why, and nothing is written. */
class FillErrorsTest {
  private static final Duration SHORT = Duration.ofMillis(20);

  private final FilePair pair = OutageGenerator.pair(5);

  @TempDir private Path dir;
  private Path src;
  private Path dst;

  @BeforeEach
  void writeFiles() {
    src = pair.src().write(dir.resolve("src.wsp"));
    dst = pair.dst().write(dir.resolve("dst.wsp"));
  }

  private FillResult fill(Path from, Path to) throws IOException {
    return FillRun.at(pair.now()).fill(from, to, FillOptions.DEFAULT);
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(dir)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theSameFileTwice() throws IOException {
    Path hard = Files.createLink(dir.resolve("hard.wsp"), src);
    Path soft = Files.createSymbolicLink(dir.resolve("soft.wsp"), src);
    byte[] before = Files.readAllBytes(src);
    for (Path same : List.of(src, hard, soft)) {
      for (FillOptions options :
          List.of(FillOptions.DEFAULT, FillOptions.DEFAULT.withDeleteSource(true))) {
        assertThatThrownBy(() -> FillRun.at(pair.now()).fill(src, same, options))
            .isInstanceOf(FileSystemException.class)
            .hasMessageContaining(src.toString())
            .hasMessageContaining("same file");
      }
    }
    assertThat(Files.readAllBytes(src)).isEqualTo(before);
    assertThat(names()).containsExactly("dst.wsp", "hard.wsp", "soft.wsp", "src.wsp");
  }

  @ParameterizedTest
  @CsvSource({
    "0, it is empty",
    "9, header is cut off",
    "20, header is cut off",
    "-1, it is cut off",
    "+1, too many bytes",
  })
  void unsoundFiles(String length, String reason) throws IOException {
    byte[] sound = Files.readAllBytes(src);
    int change = Integer.parseInt(length);
    boolean isRelative = length.startsWith("+") || length.startsWith("-");
    byte[] broken = Arrays.copyOf(sound, isRelative ? sound.length + change : change);
    Path unsound = Files.write(dir.resolve("broken.wsp"), broken);
    for (List<Path> order : List.of(List.of(unsound, dst), List.of(src, unsound))) {
      assertThatThrownBy(() -> fill(order.get(0), order.get(1)))
          .isInstanceOf(UnsoundException.class)
          .hasMessageContaining(unsound.toString())
          .hasMessageContaining(reason);
    }
    assertThatThrownBy(() -> fill(unsound, dir.resolve("new.wsp")))
        .isInstanceOf(UnsoundException.class);
    assertThat(Files.readAllBytes(unsound)).isEqualTo(broken);
    assertThat(Files.readAllBytes(src)).isEqualTo(sound);
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
    assertThat(names()).containsExactly("broken.wsp", "dst.wsp", "src.wsp");
  }

  @Test
  void aMissingSource() throws IOException {
    Path missing = dir.resolve("missing.wsp");
    assertThatThrownBy(() -> fill(missing, dst))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString());
    assertThatThrownBy(() -> fill(missing, dir.resolve("new.wsp")))
        .isInstanceOf(NoSuchFileException.class)
        .hasMessageContaining(missing.toString());
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
    assertThat(names()).containsExactly("dst.wsp", "src.wsp");
  }

  @Test
  void directoriesAndBrokenLinks() throws IOException {
    Path directory = Files.createDirectory(dir.resolve("directory.wsp"));
    Path broken = Files.createSymbolicLink(dir.resolve("broken.wsp"), dir.resolve("nowhere"));
    for (Path wrong : List.of(directory, broken)) {
      assertThatThrownBy(() -> fill(wrong, dst)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> fill(src, wrong)).isInstanceOf(IOException.class);
    }
    assertThatThrownBy(() -> fill(src, broken))
        .hasMessage(broken + ": it is a symbolic link that leads nowhere; remove or mend it");
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
    assertThat(names()).containsExactly("broken.wsp", "directory.wsp", "dst.wsp", "src.wsp");
  }

  @Test
  void aFileThatSomebodyElseKeepsLocked() throws IOException {
    Fill impatient = new Fill(() -> Instant.ofEpochSecond(pair.now()), SHORT);
    for (Path locked : List.of(src, dst)) {
      try (PosixFile other =
          PosixFile.openLocked(
              locked, PosixFile.Access.READ, PosixFile.Lock.EXCLUSIVE, FillRun.PATIENCE)) {
        assertThat(other.path()).isEqualTo(locked);
        assertThatThrownBy(() -> impatient.fill(src, dst, FillOptions.DEFAULT))
            .isInstanceOf(LockTimeoutException.class)
            .hasMessageContaining(locked.toString());
      }
    }
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
  }

  @Test
  void coarserValuesOfSums() throws IOException {
    RawFile sums = new RawFile(2, pair.src().xff(), pair.src().rings());
    RawFile averages = new RawFile(1, pair.dst().xff(), pair.dst().rings());
    FillOptions options = FillOptions.DEFAULT.withFromCoarser(true);
    for (List<RawFile> order : List.of(List.of(sums, averages), List.of(averages, sums))) {
      order.get(0).write(src);
      order.get(1).write(dst);
      assertThatThrownBy(() -> FillRun.at(pair.now()).fill(src, dst, options))
          .isInstanceOf(FileSystemException.class)
          .hasMessageContaining("sum");
      assertThat(Files.readAllBytes(dst)).isEqualTo(order.get(1).bytes());
    }
  }

  @Test
  void aMissingDestinationBecomesACopy() throws IOException {
    Path copy = dir.resolve("copy.wsp");
    Files.setPosixFilePermissions(src, PosixFilePermissions.fromString("rw-r-----"));
    Files.setLastModifiedTime(src, FileTime.fromMillis(1_600_000_000_000L));
    FillResult result = fill(src, copy);
    for (String attribute : List.of("permissions", "lastModifiedTime")) {
      assertThat(Files.getAttribute(copy, "posix:" + attribute))
          .isEqualTo(Files.getAttribute(src, "posix:" + attribute));
    }
    assertThat(result.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(Files.readAllBytes(copy)).isEqualTo(Files.readAllBytes(src));
    assertThat(names()).containsExactly("copy.wsp", "dst.wsp", "src.wsp");
    assertThat(fill(src, copy).outcome()).isEqualTo(Outcome.UNCHANGED);
  }

  @Test
  void aMissingDestinationGetsOnlyTheWindow() throws IOException {
    Path copy = dir.resolve("copy.wsp");
    RawRing finest = pair.src().rings().getFirst();
    FillOptions options =
        FillOptions.DEFAULT.withWindow(
            finest.oldest(pair.now()) + 2L * finest.step(), pair.now() - 3L * finest.step());
    FillRun.at(pair.now()).fill(src, copy, options);

    List<RawRing> empty =
        pair.src().rings().stream().map(ring -> new RawRing(ring.step(), ring.points())).toList();
    RawFile nothing = new RawFile(pair.src().method(), pair.src().xff(), empty);
    List<SortedMap<Long, Double>> expected =
        FillModel.fill(pair.src(), nothing, pair.now(), options);
    assertThat(RawFile.read(copy).known(pair.now())).isEqualTo(expected);
    assertThat(RawFile.read(copy).layout()).isEqualTo(pair.src().layout());
    assertThat(names()).containsExactly("copy.wsp", "dst.wsp", "src.wsp");
  }
}
