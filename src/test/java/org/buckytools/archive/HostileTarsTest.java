package org.buckytools.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives that are damaged or made to do harm. */
class HostileTarsTest {
  private static final byte[] DATA = "content".getBytes(UTF_8);

  private static RawTar tar() {
    return new RawTar().file("a/first.wsp", DATA);
  }

  private static Reading readToTheLast(RawTar tar) throws Exception {
    Reading reading = Reading.of(tar.file("z/last.wsp", DATA).bytes());
    assertThat(reading.damage()).isNull();
    assertThat(reading.names()).containsExactly("a.first", "z.last");
    return reading;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/etc/passwd.wsp | has an absolute name",
        "../../etc/passwd.wsp | would lie outside of the tree",
        "a/../../b.wsp | would lie outside of the tree",
        ".. | would lie outside of the tree",
        "a/b.txt | its name does not end in .wsp",
        "a/b.wsp.bak | its name does not end in .wsp",
        ".wsp | it is empty",
        "a/.wsp | empty segment",
        "a//b.wsp | empty segment",
        "a.b.wsp | has a dot in its path",
        "a/./b.wsp | has a dot in its path",
      })
  void aNameThatIsNoMetricsIsRefused(String name, String reason) throws Exception {
    Reading reading = readToTheLast(tar().file(name, DATA));
    assertThat(reading.refused()).singleElement().asString().startsWith(name).contains(reason);
  }

  @Test
  void namesInPaxAndGnuHeadersAreLookedAtToo() throws Exception {
    RawTar tar = tar().pax("path", "/etc/x.wsp").file("harmless.wsp", DATA);
    tar.pax("path", "a/\u0007b.wsp").file("harmless.wsp", DATA);
    tar.pax("path", "a/\u0000b.wsp").file("harmless.wsp", DATA);
    tar.header("L", 'L', 9).data("/etc/y.wsp".getBytes(UTF_8)).file("harmless.wsp", DATA);
    tar.pax("path", "x".repeat(5000) + ".wsp").file("harmless.wsp", DATA);
    tar.pax("path", "y".repeat(252) + ".wsp").file("harmless.wsp", DATA);
    tar.pax("GNU.sparse.name", "../z.wsp").file("harmless.wsp", DATA);
    Reading reading = readToTheLast(tar);
    assertThat(reading.refused()).hasSize(7);
    assertThat(reading.refused().get(0)).contains("/etc/x.wsp has an absolute name");
    assertThat(reading.refused().get(1)).contains("control character \\u0007");
    assertThat(reading.refused().get(2)).contains("control character \\u0000");
    assertThat(reading.refused().get(3)).contains("/etc/y.ws has an absolute name");
    assertThat(reading.refused().get(4)).contains("longer than 3500 bytes");
    assertThat(reading.refused().get(5)).contains("a segment is longer than 251 bytes");
    assertThat(reading.refused().get(6)).contains("outside of the tree");
  }

  @Test
  void aNameThatIsNotUtf8IsRefused() throws Exception {
    RawTar tar = tar().header("", '0', 0, block -> block.text(0, "b.wsp").bytes[0] = (byte) 0xff);
    assertThat(readToTheLast(tar).refused())
        .singleElement()
        .asString()
        .contains("is not valid UTF-8");
  }

  @ParameterizedTest
  @CsvSource({
    "1,is a hard link to /etc/shadow",
    "2,is a symbolic link to /etc/shadow",
    "3,is a device",
    "4,is a device",
    "6,is a named pipe",
    "M,is the rest of a file",
    "Z,is of a kind that is not known: type 90"
  })
  void whatIsNoFileIsRefused(char type, String reason) throws Exception {
    RawTar tar = tar().header("a/x.wsp", type, 0, block -> block.text(157, "/etc/shadow"));
    assertThat(readToTheLast(tar).refused())
        .singleElement()
        .asString()
        .startsWith("a/x.wsp " + reason);
  }

  @Test
  void directoriesLabelsAndGlobalHeadersPassInSilence() throws Exception {
    RawTar tar = tar().header("a/", '5', 0).header("old/", '0', 0).header("label", 'V', 0);
    tar.header("g", 'g', 1024).raw(new byte[1024]).header("dump/", 'D', 4).data(DATA);
    // A size that has no data behind it, as some tars write it.
    tar.header("d/", '5', 4096);
    assertThat(readToTheLast(tar).refused()).isEmpty();
  }

  @Test
  void aLargeFileIsRefusedBeforeItIsRead() throws Exception {
    byte[] large = new byte[Reading.LARGEST + 1];
    Reading reading = readToTheLast(tar().file("b.wsp", large));
    assertThat(reading.refused())
        .containsExactly("b.wsp has 16777217 bytes, and --max-size allows 16777216");
    // A terabyte of zeros in a kilobyte.
    RawTar tar =
        tar()
            .pax(
                "GNU.sparse.major", "1",
                "GNU.sparse.minor", "0",
                "GNU.sparse.name", "b.wsp",
                "GNU.sparse.realsize", "1099511627776")
            .file("x", "0\n".getBytes(UTF_8));
    assertThat(readToTheLast(tar).refused()).singleElement().asString().contains("1099511627776");
  }

  @Test
  void sparseMapsAreChecked() throws Exception {
    RawTar tar = tar();
    for (String map : new String[] {"0,8", "5,2,0,2", "0,3,2,3", "0,9223372036854775807", "90,1"}) {
      tar.pax("GNU.sparse.map", map, "GNU.sparse.size", "20").file("b.wsp", DATA);
    }
    for (String map :
        new String[] {"", "x", "1\n", "1\n0\n8\n", "1\n0\n-1\n", "99999999999\n0\n"}) {
      tar.pax("GNU.sparse.major", "1", "GNU.sparse.realsize", "7");
      tar.file("c.wsp", map.getBytes(UTF_8));
    }
    Reading reading = readToTheLast(tar);
    assertThat(reading.refused()).hasSize(11).allMatch(line -> line.contains("its sparse map"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "x,1", "0,-1", "1,2,3"})
  void aMapThatIsNoneDamagesTheArchive(String map) throws Exception {
    Reading reading = Reading.of(tar().pax("GNU.sparse.map", map).file("b.wsp", DATA).bytes());
    assertThat(reading.damage()).startsWith("x.tar: is damaged: the header at byte 1024 has ");
    assertThat(reading.names()).containsExactly("a.first");
  }

  @Test
  void headersWithoutEndAreNotCollected() throws Exception {
    RawTar large = tar().header("x", 'x', 1L << 33);
    assertThat(Reading.of(large.bytes()).damage()).contains("more than 1048576 bytes");
    RawTar many = tar();
    for (int i = 0; i < 3000; i++) {
      many.header("L", 'L', 1).data(new byte[1]);
    }
    assertThat(Reading.of(many.bytes()).damage()).contains("more than 1048576 bytes");
    RawTar parts = tar().header("s.wsp", 'S', 0, block -> sparse(block));
    RawTar.Block more = new RawTar.Block();
    for (int i = 0; i < 21; i++) {
      more.octal(24 * i, 12, 0).octal(24 * i + 12, 12, 1);
    }
    more.bytes[504] = 1;
    for (int i = 0; i < 10_000; i++) {
      parts.raw(more.bytes);
    }
    assertThat(Reading.of(parts.bytes()).damage()).contains("more than 131072 parts");
  }

  private static void sparse(RawTar.Block block) {
    block.text(257, "ustar  \0").octal(386, 12, 0).octal(398, 12, 1).octal(483, 12, 9);
    block.bytes[482] = 1;
  }

  @Test
  void wrongNumbersAndRecordsAreNamed() throws Exception {
    RawTar size = tar().header("b.wsp", '0', 0, block -> block.text(124, "8x"));
    assertThat(Reading.of(size.bytes()).damage()).contains("byte 1024 has a number that is not");
    RawTar negative =
        tar().header("b.wsp", '0', 0, block -> Arrays.fill(block.bytes, 124, 136, (byte) 0xff));
    assertThat(Reading.of(negative.bytes()).damage()).contains("a size of -1 bytes");
    RawTar huge = tar().header("b.wsp", '0', 0, block -> base256(block));
    assertThat(Reading.of(huge.bytes()).damage()).contains("more than 64 bits");
    for (String records :
        new String[] {"9 a=b\n", "x", "6 a=b\n", "6 a=bc\n", "99999999999 a=b\n"}) {
      byte[] data = records.getBytes(UTF_8);
      RawTar tar = tar().header("x", 'x', data.length).data(data).file("b.wsp", DATA);
      String damage = Reading.of(tar.bytes()).damage();
      if (records.equals("6 a=b\n")) {
        assertThat(damage).isNull();
      } else {
        assertThat(damage).as(records).contains("a pax record");
      }
    }
  }

  private static void base256(RawTar.Block block) {
    Arrays.fill(block.bytes, 124, 136, (byte) 0x7f);
    block.bytes[124] = (byte) 0x80;
  }

  @Test
  void everyPlaceToCutIsNoticed() throws Exception {
    byte[] whole = tar().pax("path", "b/second.wsp").file("x", DATA).endless();
    int end = whole.length;
    for (int size = 1; size <= end; size++) {
      Reading reading = Reading.of(Arrays.copyOf(whole, size));
      assertThat(reading.damage()).as("cut at %d", size).isNotNull();
      assertThat(reading.members()).hasSize(size < 512 + DATA.length ? 0 : size < 2560 + 7 ? 1 : 2);
    }
    assertThat(Reading.of(Arrays.copyOf(whole, end)).damage())
        .isEqualTo(
            "x.tar: is cut off at byte " + end + ", before the mark of its end; get a whole copy");
    assertThat(Reading.of(Arrays.copyOf(whole, 515)).damage())
        .isEqualTo("x.tar: is cut off at byte 515, inside a/first.wsp; get a whole copy");
    assertThat(Reading.of(new byte[0]).damage()).isEqualTo("x.tar: is empty, so no tar archive");
  }

  @Test
  void whatIsNoTarIsTold() throws Exception {
    assertThat(Reading.of("hello".getBytes(UTF_8)).damage()).isEqualTo("x.tar: is no tar archive");
    byte[] noise = new byte[4096];
    new Random(1).nextBytes(noise);
    assertThat(Reading.of(noise).damage()).isEqualTo("x.tar: is no tar archive");
    noise[0] = 0x1f;
    noise[1] = (byte) 0x8b;
    assertThat(Reading.of(noise).damage())
        .isEqualTo("x.tar: is compressed; give what gzip -dc prints to bucky restore -");
  }

  @Test
  void aDamagedHeaderEndsIt() throws Exception {
    byte[] bytes = tar().file("b.wsp", DATA).bytes();
    bytes[1024] ^= 1;
    Reading reading = Reading.of(bytes);
    assertThat(reading.names()).containsExactly("a.first");
    assertThat(reading.damage()).contains("a header at byte 1024, and its checksum is wrong");
  }

  @Test
  void joinedArchivesAreNotReadHalf() throws Exception {
    byte[] one = tar().bytes();
    byte[] two = Arrays.copyOf(one, 2 * one.length);
    System.arraycopy(one, 0, two, one.length, one.length);
    assertThat(Reading.of(two).damage()).contains("goes on after the mark of its end");
  }

  @Test
  void noiseNeverDoesWorse() throws Exception {
    for (long seed = 0; seed < 2000; seed++) {
      Random random = new Random(seed);
      byte[] bytes =
          tar()
              .pax("GNU.sparse.map", "0,3,9,4", "GNU.sparse.size", "20")
              .file("b.wsp", DATA)
              .header("s.wsp", 'S', 1, HostileTarsTest::sparse)
              .raw(new byte[512])
              .data(new byte[1])
              .bytes();
      for (int i = random.nextInt(1, 6); i > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
      }
      // Half of them with checksums that are right, so that the noise is believed.
      if (seed % 2 == 0) {
        mendChecksums(bytes);
      }
      try {
        Reading reading = Reading.of(new ByteArrayInputStream(bytes), "");
        assertThat(reading.members().size()).isLessThan(4);
      } catch (RuntimeException | Error failure) {
        throw new AssertionError("seed " + seed, failure);
      }
    }
  }

  private static void mendChecksums(byte[] bytes) {
    for (int at = 0; at + 512 <= bytes.length; at += 512) {
      if (bytes[at + 257] == 'u') {
        Arrays.fill(bytes, at + 148, at + 156, (byte) ' ');
        int sum = 0;
        for (int i = at; i < at + 512; i++) {
          sum += bytes[i] & 0xff;
        }
        byte[] text = String.format("%06o\0 ", sum).getBytes(UTF_8);
        System.arraycopy(text, 0, bytes, at + 148, 8);
      }
    }
  }
}
