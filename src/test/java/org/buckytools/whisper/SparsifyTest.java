package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.buckytools.posix.FileIdentity;
import org.buckytools.posix.LockTimeoutException;
import org.buckytools.samples.Cases;
import org.buckytools.samples.DamagedSample;
import org.buckytools.samples.DamagedSamples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparsifyTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Sparsify SPARSIFY = new Sparsify(PATIENCE);
  private static final long BLOCK = 4096;

  @TempDir Path directory;

  @Test
  void everyByteAndTheTimeOfChangeStay() {
    Cases.run(
        60,
        random -> {
          Path file = directory.resolve("a.wsp");
          Files.deleteIfExists(file);
          int points = 1 + random.nextInt(100_000);
          Header header = Header.of(Aggregation.AVERAGE, 0, List.of(new Retention(1, points)));
          Database.create(file, header, random.nextBoolean(), PATIENCE);
          byte[] content = Files.readAllBytes(file);
          for (int i = random.nextInt(20); i > 0; i--) {
            int at = header.size() + random.nextInt(points * 12);
            int until = Math.min(content.length, at + random.nextInt(20_000));
            for (int j = at; j < until; j++) {
              content[j] = (byte) random.nextInt();
            }
          }
          Files.write(file, content);
          Instant time = Instant.ofEpochSecond(1_500_000_000, 123_456_789);
          Files.setLastModifiedTime(file, FileTime.from(time));
          FileTime stored = Files.getLastModifiedTime(file);
          FileIdentity identity = FileIdentity.of(file);

          Sparsify.Usage usage = SPARSIFY.sparsify(file);

          assertThat(file).hasBinaryContent(content);
          assertThat(Files.getLastModifiedTime(file)).isEqualTo(stored);
          assertThat(FileIdentity.of(file)).isEqualTo(identity);
          assertThat(usage.saved()).isNotNegative();
          assertThat(SPARSIFY.sparsify(file).saved()).isZero();
        });
  }

  @Test
  void anEmptyFileTakesABlockOrTwo() throws IOException {
    Path file = directory.resolve("a.wsp");
    Header header = Header.of(Aggregation.AVERAGE, 0, Retention.parseList("1s:1d"));
    Database.create(file, header, false, PATIENCE);

    Sparsify.Usage usage = SPARSIFY.sparsify(file);

    assertThat(usage.before()).isGreaterThanOrEqualTo(header.fileSize());
    assertThat(usage.saved()).isEqualTo(usage.before() - usage.after()).isPositive();
    assertThat(usage.after()).isLessThanOrEqualTo(2 * BLOCK);
    assertThat(Files.size(file)).isEqualTo(header.fileSize());
  }

  /**
   * Three megabytes of which three blocks hold something: the first, one after a megabyte of zeros,
   * and the last.
   */
  @Test
  void whatIsBetweenDataIsGivenBack() throws IOException {
    Path file = directory.resolve("a.wsp");
    Header header = Header.of(Aggregation.AVERAGE, 0, List.of(new Retention(1, 262_145)));
    Database.create(file, header, false, PATIENCE);
    byte[] content = Files.readAllBytes(file);
    content[257 * (int) BLOCK + 5] = 1;
    content[content.length - 1] = 1;
    Files.write(file, content);

    Sparsify.Usage usage = SPARSIFY.sparsify(file);

    assertThat(file).hasBinaryContent(content);
    assertThat(usage.after()).isBetween(3 * BLOCK, 4 * BLOCK);
  }

  /** The file's last block is cut off by its end, and not at a multiple of 8 bytes. */
  @Test
  void theLastFourBytesCount() throws IOException {
    Path file = directory.resolve("a.wsp");
    Header header = Header.of(Aggregation.AVERAGE, 0, List.of(new Retention(1, 1024)));
    assertThat(header.fileSize() % 8).isEqualTo(4);
    Database.create(file, header, false, PATIENCE);
    assertThat(SPARSIFY.sparsify(file).after()).as("only the header").isLessThan(2 * BLOCK);

    byte[] content = Files.readAllBytes(file);
    content[content.length - 4] = 1;
    Files.write(file, content);
    SPARSIFY.sparsify(file);
    assertThat(file).hasBinaryContent(content);
  }

  @Test
  void unsoundFilesAreNotTouched() throws IOException {
    for (DamagedSample sample : DamagedSamples.all()) {
      Path file = sample.write(directory);
      FileTime time = Files.getLastModifiedTime(file);
      assertThatThrownBy(() -> SPARSIFY.sparsify(file)).hasMessage(sample.message(file));
      assertThat(file).hasBinaryContent(sample.content());
      assertThat(Files.getLastModifiedTime(file)).isEqualTo(time);
    }
  }

  @Test
  void waitsForTheLockNoLongerThanAllowed() throws IOException {
    Path file = Files.write(directory.resolve("a.wsp"), DamagedSamples.sound());
    try (Database reader = Database.openToRead(file, PATIENCE)) {
      assertThat(reader.path()).isEqualTo(file);
      assertThatThrownBy(() -> new Sparsify(Duration.ZERO).sparsify(file))
          .isInstanceOf(LockTimeoutException.class);
    }
  }
}
