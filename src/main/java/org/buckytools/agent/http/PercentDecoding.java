package org.buckytools.agent.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/**
 * Decodes a part of a URI, once and strictly: what is no sound encoding of UTF-8 is refused, so no
 * two readers can take it for different things.
 */
final class PercentDecoding {
  private static final int HEX = 16;

  private PercentDecoding() {}

  /**
   * Decodes.
   *
   * @param plus whether {@code +} stands for a space, as in forms
   */
  static String decode(String text, boolean plus) throws Refusal {
    byte[] raw = text.getBytes(StandardCharsets.UTF_8);
    byte[] bytes = new byte[raw.length];
    int length = 0;
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes[length++] = (byte) (digit(raw, i + 1) << 4 | digit(raw, i + 2));
        i += 2;
      } else {
        bytes[length++] = plus && raw[i] == '+' ? (byte) ' ' : raw[i];
      }
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes, 0, length))
          .toString();
    } catch (CharacterCodingException malformed) {
      throw new Refusal(Refusal.BAD_REQUEST, "the request's path or form is not valid UTF-8");
    }
  }

  private static int digit(byte[] raw, int at) throws Refusal {
    int digit = at < raw.length ? Character.digit((char) raw[at], HEX) : -1;
    if (digit < 0) {
      throw new Refusal(
          Refusal.BAD_REQUEST, "'%' in a path or form is followed by two hexadecimal digits");
    }
    return digit;
  }
}
