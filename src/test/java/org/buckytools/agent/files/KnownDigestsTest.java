package org.buckytools.agent.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.buckytools.metric.MetricName;
import org.buckytools.posix.FileStamp;
import org.buckytools.wire.ContentDigest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownDigestsTest {
  private static final MetricName METRIC = MetricName.of("a.b");
  private static final byte[] CONTENT = "content".getBytes(StandardCharsets.UTF_8);
  private static final String DIGEST = ContentDigest.of(CONTENT);

  @TempDir Path folder;
  private Path file;
  private long changed;

  @BeforeEach
  void write() throws Exception {
    file = Files.write(folder.resolve("b.wsp"), CONTENT);
    changed = Files.getLastModifiedTime(file).toInstant().getEpochSecond();
  }

  @Test
  void remembersWhatHadNotChangedForAWhile() throws Exception {
    KnownDigests digests = readAfter(FileStamp.MARGIN_SECONDS + 1);

    assertThat(digests.of(METRIC, FileStamp.of(file))).contains(DIGEST);
    assertThat(digests.of(MetricName.of("a.c"), FileStamp.of(file))).isEmpty();
  }

  @Test
  void doesNotTrustTheStampOfWhatHasJustChanged() throws Exception {
    KnownDigests digests = readAfter(FileStamp.MARGIN_SECONDS);

    assertThat(digests.of(METRIC, FileStamp.of(file))).isEmpty();
  }

  @Test
  void knowsNothingOfAFileThatWasWrittenToSince() throws Exception {
    KnownDigests digests = readAfter(FileStamp.MARGIN_SECONDS + 1);
    FileStamp before = FileStamp.of(file);
    // Until the file system's clock has ticked; the same bytes, so that only times tell.
    while (FileStamp.of(file).equals(before)) {
      Files.write(file, CONTENT);
    }

    assertThat(digests.of(METRIC, FileStamp.of(file))).isEmpty();
  }

  @Test
  void forgetsWhatWasReadLongAgo() throws Exception {
    KnownDigests digests = readAfter(FileStamp.MARGIN_SECONDS + 1);
    for (int i = 0; i < 9_999; i++) {
      read(digests, MetricName.of("a.n" + i));
    }
    assertThat(digests.of(METRIC, FileStamp.of(file))).isPresent();

    read(digests, MetricName.of("one.more"));

    assertThat(digests.of(METRIC, FileStamp.of(file))).isEmpty();
    assertThat(digests.of(MetricName.of("a.n0"), FileStamp.of(file))).isPresent();
  }

  private KnownDigests readAfter(int seconds) throws Exception {
    Instant then = Instant.ofEpochSecond(changed + seconds);
    KnownDigests digests = new KnownDigests(Clock.fixed(then, ZoneOffset.UTC));
    read(digests, METRIC);
    return digests;
  }

  private void read(KnownDigests digests, MetricName metric) throws Exception {
    ByteBuffer content = ByteBuffer.wrap(CONTENT);
    assertThat(digests.of(metric, digests.now(), FileStamp.of(file), content)).isEqualTo(DIGEST);
  }
}
