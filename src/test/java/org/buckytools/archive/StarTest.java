package org.buckytools.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** Archives as star(5) describes those of star, which Debian does not have. */
class StarTest {
  private static final byte[] DATA = "some data of a file".getBytes(UTF_8);

  private static void check(byte[] archive, String member, byte[] content) throws Exception {
    Reading reading = Reading.of(archive);
    assertThat(reading.damage()).isNull();
    assertThat(reading.refused()).isEmpty();
    assertThat(reading.members()).hasSize(2);
    assertThat(reading.names()).containsExactly(member, "z.last");
    assertThat(Arrays.equals(reading.members().getFirst().content(), content)).isTrue();
  }

  @Test
  void xstarHasTimesBehindItsPrefix() throws Exception {
    RawTar tar = new RawTar();
    tar.header(
        "b.wsp",
        '0',
        DATA.length,
        block ->
            block
                .text(345, "a")
                .octal(476, 12, 1_700_000_001)
                .octal(488, 12, 1_700_000_002)
                .text(508, "tar\0"));
    check(tar.data(DATA).file("z/last.wsp", DATA).bytes(), "a.b", DATA);
  }

  @Test
  void sparseMembersOfXstar() throws Exception {
    byte[] content = new byte[20_000];
    byte[] stored = new byte[2048 * 3];
    int[] offsets = {512, 4096, 10_240};
    for (int i = 0; i < offsets.length; i++) {
      for (int j = 0; j < 2048; j++) {
        content[offsets[i] + j] = (byte) (i + j + 1);
      }
      System.arraycopy(content, offsets[i], stored, 2048 * i, 2048);
    }
    RawTar tar = new RawTar();
    tar.header(
        "a/b.wsp",
        'S',
        stored.length,
        block -> {
          block.octal(452, 12, content.length).text(508, "tar\0");
          for (int i = 0; i < offsets.length; i++) {
            block.octal(356 + 24 * i, 12, offsets[i]).octal(368 + 24 * i, 12, 2048);
          }
        });
    check(tar.data(stored).file("z/last.wsp", DATA).bytes(), "a.b", content);
  }

  @Test
  void sparseMembersOfXstarWithMoreParts() throws Exception {
    int parts = 40;
    byte[] content = new byte[1024 * parts + 512];
    byte[] stored = new byte[512 * parts];
    for (int i = 0; i < parts; i++) {
      for (int j = 0; j < 512; j++) {
        content[1024 * i + j] = (byte) (i + j + 1);
      }
      System.arraycopy(content, 1024 * i, stored, 512 * i, 512);
    }
    RawTar tar = new RawTar();
    tar.header(
        "a/b.wsp",
        'S',
        stored.length,
        block -> {
          block.octal(452, 12, content.length).text(508, "tar\0");
          block.bytes[355] = '1';
          put(block, 356, 0, 4);
        });
    RawTar.Block first = new RawTar.Block();
    put(first, 0, 4, 21);
    first.bytes[504] = '1';
    RawTar.Block second = new RawTar.Block();
    put(second, 0, 25, parts - 25);
    tar.raw(first.bytes).raw(second.bytes);
    check(tar.data(stored).file("z/last.wsp", DATA).bytes(), "a.b", content);
  }

  private static void put(RawTar.Block block, int at, int first, int count) {
    for (int i = 0; i < count; i++) {
      block.octal(at + 24 * i, 12, 1024L * (first + i)).octal(at + 24 * i + 12, 12, 512);
    }
  }
}
