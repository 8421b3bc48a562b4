package org.buckytools.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class ContentDigestTest {
  private static final byte[] CHECK = "123456789".getBytes(StandardCharsets.US_ASCII);

  /** The check values that the catalogues of CRCs give for these nine digits. */
  @Test
  void isTheTwoCyclicRedundancyChecksAndTheLength() {
    assertThat(ContentDigest.of(CHECK)).isEqualTo("e3069283" + "cbf43926" + "00000009");
    assertThat(ContentDigest.of(new byte[0])).isEqualTo("0".repeat(24));
  }

  @Test
  void isOfWhatRemainsAndLeavesItThere() {
    for (ByteBuffer buffer :
        new ByteBuffer[] {ByteBuffer.allocate(11), ByteBuffer.allocateDirect(11)}) {
      buffer.put((byte) 7).put(CHECK).position(1).limit(10);

      assertThat(ContentDigest.of(buffer)).isEqualTo(ContentDigest.of(CHECK));
      assertThat(buffer.remaining()).isEqualTo(9);
    }
  }

  @Test
  void tellsDigestsFromOtherTexts() {
    assertThat(ContentDigest.isOne(ContentDigest.of(CHECK))).isTrue();
    for (String other :
        new String[] {"", "0".repeat(23), "0".repeat(25), "E".repeat(24), "g".repeat(24)}) {
      assertThat(ContentDigest.isOne(other)).as(other).isFalse();
    }
  }
}
