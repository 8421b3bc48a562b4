package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.buckytools.posix.PosixFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** F12: the source goes only when all it knew is safe in the destination. */
class FillDeleteSourceTest {
  private static final FillOptions DELETE = FillOptions.DEFAULT.withDeleteSource(true);

  private final FilePair pair = OutageGenerator.pair(5);

  @TempDir private Path dir;
  private Path src;
  private Path dst;

  @BeforeEach
  void writeFiles() {
    src = pair.src().write(dir.resolve("src.wsp"));
    dst = pair.dst().write(dir.resolve("dst.wsp"));
  }

  @Test
  void goesAfterAFill() throws IOException {
    FillResult result = FillRun.at(pair.now()).fill(src, dst, DELETE);
    assertThat(result.sourceDeleted()).isTrue();
    assertThat(src).doesNotExist();
    assertThat(RawFile.read(dst).known(pair.now()))
        .isEqualTo(FillModel.fill(pair.src(), pair.dst(), pair.now(), DELETE));
  }

  @Test
  void goesWhenTheDestinationHadItAll() throws IOException {
    pair.src().write(dst);
    FillResult result = FillRun.at(pair.now()).fill(src, dst, DELETE);
    assertThat(result.outcome()).isEqualTo(FillResult.Outcome.UNCHANGED);
    assertThat(result.sourceDeleted()).isTrue();
    assertThat(src).doesNotExist();
  }

  @Test
  void goesAfterACopy() throws IOException {
    Path copy = dir.resolve("copy.wsp");
    assertThat(FillRun.at(pair.now()).fill(src, copy, DELETE).sourceDeleted()).isTrue();
    assertThat(src).doesNotExist();
    assertThat(Files.readAllBytes(copy)).isEqualTo(pair.src().bytes());
  }

  @Test
  void staysWithoutTheOption() throws IOException {
    assertThat(FillRun.at(pair.now()).fill(src, dst, FillOptions.DEFAULT).sourceDeleted())
        .isFalse();
    assertThat(src).exists();
  }

  @Test
  void staysWhenTheFillFails() throws IOException {
    Files.write(dst, new byte[] {1, 2, 3});
    assertThatThrownBy(() -> FillRun.at(pair.now()).fill(src, dst, DELETE))
        .isInstanceOf(IOException.class);
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.src().bytes());
  }

  @Test
  void staysWhenSomebodyReadsIt() throws IOException {
    Fill impatient = new Fill(() -> Instant.ofEpochSecond(pair.now()), Duration.ofMillis(20));
    try (PosixFile reader =
        PosixFile.openLocked(src, PosixFile.Access.READ, PosixFile.Lock.SHARED, FillRun.PATIENCE)) {
      assertThatThrownBy(() -> impatient.fill(src, dst, DELETE)).isInstanceOf(IOException.class);
      assertThat(reader.isCurrent()).isTrue();
    }
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
  }

  @Test
  void staysWhileSomebodyCanWriteToIt() throws IOException {
    try (PosixFile writer = PosixFile.open(src, PosixFile.Access.WRITE)) {
      assertThat(FillRun.at(pair.now()).fill(src, dst, DELETE).source())
          .isEqualTo(FillResult.Source.OPEN_TO_WRITE);
      assertThat(writer.isCurrent()).isTrue();
    }
    assertThat(FillRun.at(pair.now()).fill(src, dst, DELETE).sourceDeleted()).isTrue();
  }

  @Test
  void staysWhenAnotherFileHasTakenItsName() throws IOException {
    Path other = pair.dst().write(dir.resolve("other.wsp"));
    // The clock is read between the reading of the files and the end of the fill.
    FillResult result =
        fillWhile(
            () ->
                Files.move(
                    other,
                    src,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE));
    assertThat(result.sourceDeleted()).isFalse();
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.dst().bytes());
  }

  /** As whisper-resize does it, which takes no lock. */
  @Test
  void staysWhenTheDestinationHasBeenReplaced() throws IOException {
    Path other = pair.dst().write(dir.resolve("other.wsp"));
    FillResult result =
        fillWhile(
            () ->
                Files.move(
                    other,
                    dst,
                    StandardCopyOption.REPLACE_EXISTING,
                    StandardCopyOption.ATOMIC_MOVE));
    assertThat(result.sourceDeleted()).isFalse();
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.src().bytes());
    assertThat(Files.readAllBytes(dst)).isEqualTo(pair.dst().bytes());
  }

  @Test
  void staysWhenAWriterThatTakesNoLockHasChangedIt() throws IOException {
    RawFile changed = pair.src().copy();
    changed.rings().getFirst().put(changed.rings().getFirst().current(pair.now()), 12345);
    FillResult result = fillWhile(() -> changed.write(src));
    assertThat(result.sourceDeleted()).isFalse();
    assertThat(Files.readAllBytes(src)).isEqualTo(changed.bytes());
  }

  @Test
  void staysWhenItHasGrown() throws IOException {
    FillResult result =
        fillWhile(() -> Files.write(src, new byte[] {0}, StandardOpenOption.APPEND));
    assertThat(result.sourceDeleted()).isFalse();
    assertThat(src).hasSize(pair.src().bytes().length + 1);
  }

  /** Larger than what is compared at a time, and changed at its end or not at all. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofALargeFileEachByteIsCompared(boolean changed) throws IOException {
    RawFile large = new RawFile(1, 0, List.of(new RawRing(60, 30_000)));
    large.rings().getFirst().put(pair.now() - pair.now() % 60, 1);
    large.write(src);
    large.write(dst);
    byte[] later = large.bytes();
    later[later.length - 1] = (byte) (changed ? 1 : 0);
    FillResult result = fillWhile(() -> Files.write(src, later));
    assertThat(result.sourceDeleted()).isNotEqualTo(changed);
    assertThat(Files.exists(src)).isEqualTo(changed);
  }

  @Test
  void ofALinkOnlyTheLinkGoes() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("link.wsp"), src);
    assertThat(FillRun.at(pair.now()).fill(link, dst, DELETE).sourceDeleted()).isTrue();
    assertThat(Files.isSymbolicLink(link)).isFalse();
    assertThat(Files.readAllBytes(src)).isEqualTo(pair.src().bytes());
  }

  private interface Action {
    void run() throws IOException;
  }

  private FillResult fillWhile(Action action) throws IOException {
    Fill fill =
        new Fill(
            () -> {
              try {
                action.run();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
              return Instant.ofEpochSecond(pair.now());
            },
            FillRun.PATIENCE);
    return fill.fill(src, dst, DELETE);
  }
}
