package org.buckytools.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.buckytools.samples.Cases;
import org.junit.jupiter.api.Test;

/** The check of bytes beside that of texts. */
class NameBytesTest {
  private static boolean isName(byte[] bytes) {
    try {
      MetricName.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
      return true;
    } catch (CharacterCodingException | InvalidNameException invalid) {
      return false;
    }
  }

  private static void check(byte[] bytes) {
    assertThat(NameBytes.isName(bytes, 0, bytes.length))
        .as(Arrays.toString(bytes))
        .isEqualTo(isName(bytes));
  }

  @Test
  void everyCharacter() {
    for (int point = 0; point <= Character.MAX_CODE_POINT; point++) {
      check(("a" + Character.toString(point) + "b").getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void everyTwoBytes() {
    for (int pair = 0; pair < 1 << 16; pair++) {
      check(new byte[] {(byte) (pair >> 8), (byte) pair});
    }
  }

  @Test
  void arbitraryBytes() {
    byte[] likely = {
      'a', '.', '/', 0, 0x7f, ' ', (byte) 0xc2, (byte) 0xe0, (byte) 0xed, (byte) 0xf0
    };
    Cases.run(
        20_000,
        random -> {
          byte[] bytes = new byte[1 + random.nextInt(7)];
          random.nextBytes(bytes);
          for (int i = 0; i < bytes.length; i++) {
            if (random.nextBoolean()) {
              bytes[i] = continued(random, likely);
            }
          }
          check(bytes);
        });
  }

  private static byte continued(Random random, byte[] likely) {
    return random.nextBoolean()
        ? (byte) (0x80 | random.nextInt(64))
        : likely[random.nextInt(likely.length)];
  }

  @Test
  void lengths() {
    for (int segment : new int[] {250, 251, 252, 255, 256}) {
      String text = "x".repeat(segment);
      check(text.getBytes(StandardCharsets.UTF_8));
      check((text + ".a").getBytes(StandardCharsets.UTF_8));
      check(("a." + text).getBytes(StandardCharsets.UTF_8));
      check(("é" + text.substring(2)).getBytes(StandardCharsets.UTF_8));
    }
    for (int length : new int[] {3495, 3496, 3497, 3500, 3501}) {
      check("abcdefg.".repeat(500).substring(0, length).getBytes(StandardCharsets.UTF_8));
    }
  }

  @Test
  void onlyTheGivenPart() {
    byte[] bytes = "/ab.c/".getBytes(StandardCharsets.UTF_8);
    assertThat(NameBytes.isName(bytes, 1, 5)).isTrue();
    assertThat(NameBytes.isName(bytes, 0, 5)).isFalse();
    assertThat(NameBytes.isName(bytes, 1, 6)).isFalse();
    assertThat(NameBytes.isName(bytes, 1, 4)).isFalse();
  }
}
