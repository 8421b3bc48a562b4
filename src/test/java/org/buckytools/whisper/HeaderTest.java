package org.buckytools.whisper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.buckytools.samples.Cases;
import org.buckytools.samples.RandomWhisper;
import org.junit.jupiter.api.Test;

class HeaderTest {
  @Test
  void whatIsWrittenIsRead() {
    Cases.run(
        2000,
        random -> {
          Header header = new RandomWhisper(random).header();
          ByteBuffer bytes = ByteBuffer.allocate(Header.MAX_SIZE);
          header.encode(bytes);
          assertThat(Header.read(bytes, header.fileSize(), Path.of("a"))).isEqualTo(header);
        });
  }

  @Test
  void asManyArchivesAsThereCanBe() throws Exception {
    // Each step twice the one before; each archive two intervals of the next, and one more.
    List<Retention> retentions =
        IntStream.range(0, 30).mapToObj(i -> new Retention(1 << i, i == 29 ? 7 : 3)).toList();
    Header header = Header.of(Aggregation.SUM, 0, retentions);
    ByteBuffer bytes = ByteBuffer.allocate(Header.MAX_SIZE);
    header.encode(bytes);
    assertThat(header.size()).isLessThanOrEqualTo(Header.MAX_SIZE);
    assertThat(Header.read(bytes, header.fileSize(), Path.of("a")).retentions())
        .isEqualTo(retentions);
  }

  @Test
  void knowsItsSizes() {
    Header header =
        Header.of(Aggregation.SUM, 0.5f, List.of(new Retention(300, 12), new Retention(60, 10)));
    assertThat(header.size()).isEqualTo(40);
    assertThat(header.fileSize()).isEqualTo(40 + 12 * 22);
    assertThat(header.maxRetention()).isEqualTo(3600);
    assertThat(header.archives())
        .containsExactly(new Archive(40, 60, 10), new Archive(160, 300, 12));
  }

  @Test
  void xffIsAShare() {
    for (float xff : new float[] {-0.1f, 1.1f, Float.NaN, Float.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> Header.of(Aggregation.SUM, xff, List.of(new Retention(1, 1))))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("xff " + xff + " is not between 0 and 1");
    }
  }

  @Test
  void aFileThatOffsetsCannotReachIsRefused() {
    assertThatThrownBy(
            () ->
                Header.of(
                    Aggregation.SUM,
                    0,
                    List.of(new Retention(1, 360_000_000), new Retention(10, 40_000_000))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("retention 10:40000000 makes the file larger than the whisper format allows");
  }

  /** 65537 times 65535 is 2^32 - 1. */
  @Test
  void theLongestRetentionIsWhat32BitsHold() throws Exception {
    for (Retention longest :
        List.of(new Retention(65_537, 65_535), new Retention(Integer.MAX_VALUE, 2))) {
      Header header = Header.of(Aggregation.SUM, 0, List.of(longest));
      ByteBuffer bytes = ByteBuffer.allocate(Header.MAX_SIZE);
      header.encode(bytes);
      assertThat(Header.read(bytes, header.fileSize(), Path.of("a"))).isEqualTo(header);
    }
    assertThatThrownBy(() -> Header.of(Aggregation.SUM, 0, List.of(new Retention(65_536, 65_536))))
        .hasMessage("retention 65536:65536 makes the file larger than the whisper format allows");
  }
}
