package org.buckytools.fill;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.buckytools.fill.FillResult.Outcome;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.posix.NewFile;
import org.buckytools.posix.PosixFile;
import org.buckytools.posix.PosixFile.Access;
import org.buckytools.posix.PosixFile.Lock;
import org.buckytools.whisper.UnsoundException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A source that came from elsewhere and lies in memory fills as a file does. */
class FillFromMemoryTest {
  private static final Path NAME = Path.of("carbon.agents.a");

  /** A full hour. */
  private static final long HOUR = 1_699_999_200;

  private final FilePair pair = OutageGenerator.pair(5);
  private final Fill fill = FillRun.at(pair.now());

  @TempDir private Path dir;

  private ByteBuffer content() {
    return ByteBuffer.wrap(pair.src().bytes());
  }

  private FillResult fill(Path dst) throws IOException {
    return fill.fill(content(), NAME, dst, FillOptions.DEFAULT);
  }

  @Test
  void fillsAsFromAFile() throws IOException {
    FillRun fromFile = FillRun.of(dir, pair, FillOptions.DEFAULT);
    assertThat(fromFile.result().points()).isPositive();
    Path dst = pair.dst().write(dir.resolve("a.wsp"));

    assertThat(fill.compare(content(), NAME, dst, FillOptions.DEFAULT)).hasValue(fromFile.result());
    assertThat(dst).as("only compared").hasBinaryContent(pair.dst().bytes());
    assertThat(fill(dst)).isEqualTo(fromFile.result());
    assertThat(dst).hasBinaryContent(fromFile.after().bytes());
    assertThat(fill(dst).outcome()).isEqualTo(Outcome.UNCHANGED);

    pair.dst().write(dst);
    assertThat(fill.fillExisting(content(), NAME, dst, FillOptions.DEFAULT))
        .hasValue(fromFile.result());
    assertThat(dst).hasBinaryContent(fromFile.after().bytes());
  }

  @Test
  void aMissingDestinationBecomesACopy() throws IOException {
    Path dst = dir.resolve("a.wsp");
    assertThat(fill.compare(content(), NAME, dst, FillOptions.DEFAULT)).isEqualTo(Optional.empty());
    assertThat(fill.fillExisting(content(), NAME, dst, FillOptions.DEFAULT))
        .isEqualTo(Optional.empty());
    assertThat(dst).doesNotExist();

    assertThat(fill(dst))
        .isEqualTo(
            new FillResult(Outcome.CREATED, 0, pair.src().bytes().length, FillResult.Source.LEFT));

    assertThat(dst).hasBinaryContent(pair.src().bytes());
    Path any = Files.createFile(dir.resolve("any"));
    assertThat(Files.getPosixFilePermissions(dst)).isEqualTo(Files.getPosixFilePermissions(any));
  }

  @Test
  void aReceiverMayCommitLater() throws IOException {
    Path dst = dir.resolve("a.wsp");
    List<NewFile> received = new ArrayList<>();
    FillResult result =
        fill.fill(content(), NAME, dst, FillOptions.DEFAULT, written -> received.add(written));
    assertThat(result.outcome()).isEqualTo(Outcome.CREATED);
    assertThat(dst).doesNotExist();
    try (NewFile written = received.getFirst()) {
      written.commit();
    }
    assertThat(dst).hasBinaryContent(pair.src().bytes());
  }

  @Test
  void whatSomebodyElseCreatesMeanwhileIsFilled() throws IOException {
    FillRun fromFile = FillRun.of(dir, pair, FillOptions.DEFAULT);
    Path dst = dir.resolve("a.wsp");
    FillResult result =
        fill.fill(
            content(),
            NAME,
            dst,
            FillOptions.DEFAULT,
            written -> {
              try (written) {
                pair.dst().write(dst);
                written.commit();
              }
            });
    assertThat(result).isEqualTo(fromFile.result());
    assertThat(dst).hasBinaryContent(fromFile.after().bytes());
  }

  @Test
  void aLinkThatLeadsNowhereIsNamed() throws IOException {
    Path link = Files.createSymbolicLink(dir.resolve("a.wsp"), dir.resolve("nowhere"));
    assertThatThrownBy(() -> fill(link))
        .isInstanceOf(FileSystemException.class)
        .hasMessage(link + ": it is a symbolic link that leads nowhere; remove or mend it");
    assertThat(dir.toFile().list()).containsExactly("a.wsp");
  }

  /** A reader keeps only those out who want to write. */
  @Test
  void whoOnlyComparesReadsBesideAReader() throws IOException {
    Path dst = pair.dst().write(dir.resolve("a.wsp"));
    Fill impatient = new Fill(() -> Instant.ofEpochSecond(pair.now()), Duration.ZERO);
    try (PosixFile reader = PosixFile.openLocked(dst, Access.READ, Lock.SHARED, Duration.ZERO)) {
      assertThat(reader.path()).isEqualTo(dst);
      assertThat(impatient.compare(content(), NAME, dst, FillOptions.DEFAULT)).isPresent();
      assertThatThrownBy(() -> impatient.fill(content(), NAME, dst, FillOptions.DEFAULT))
          .isInstanceOf(LockTimeoutException.class);
    }
    assertThat(dst).hasBinaryContent(pair.dst().bytes());
  }

  @Test
  void anUnsoundSourceIsRefused() throws IOException {
    Path dst = pair.dst().write(dir.resolve("a.wsp"));
    ByteBuffer cut = content().limit(20);
    assertThatThrownBy(() -> fill.fill(cut, NAME, dst, FillOptions.DEFAULT))
        .isInstanceOf(UnsoundException.class)
        .hasMessageStartingWith(NAME + ": not a sound whisper file: its header is cut off");
    assertThat(dst).hasBinaryContent(pair.dst().bytes());
  }

  /** The source's clock is five minutes ahead of this one. */
  @Test
  void pointsOfAClockThatIsAheadCountAsFarAsAllowed() throws IOException {
    RawFile ahead = file();
    for (int minute = 0; minute <= 5; minute++) {
      ahead.rings().getFirst().put(HOUR + 60 * minute, minute);
    }
    ByteBuffer content = ByteBuffer.wrap(ahead.bytes());
    Path dst = dir.resolve("a.wsp");
    Fill now = FillRun.at(HOUR);

    file().write(dst);
    now.fill(content, NAME, dst, FillOptions.DEFAULT);
    assertThat(known(dst)).containsExactly(0.0, 1.0);
    assertThatThrownBy(() -> now.fill(content, NAME, dst, FillOptions.DEFAULT.withAhead(299)))
        .isInstanceOf(AheadException.class)
        .hasMessage(
            NAME
                + ": its newest point lies 300 seconds in the future, and more than 299 cannot be"
                + " clocks that differ; set the clock that is wrong, or remove that point");
    assertThat(known(dst)).containsExactly(0.0, 1.0);
    now.fill(content, NAME, dst, FillOptions.DEFAULT.withAhead(300));
    assertThat(known(dst)).containsExactly(0.0, 1.0, 2.0, 3.0, 4.0, 5.0);

    // Where it is behind, this clock counts: what is too old to keep is not filled.
    file().write(dst);
    FillRun.at(HOUR + 660).fill(content, NAME, dst, FillOptions.DEFAULT.withAhead(300));
    assertThat(known(dst)).containsExactly(2.0, 3.0, 4.0, 5.0);
  }

  private static RawFile file() {
    return new RawFile(1, 0, List.of(new RawRing(60, 10)));
  }

  private static Iterable<Double> known(Path file) {
    return RawFile.read(file).rings().getFirst().known(HOUR + 300).values();
  }
}
