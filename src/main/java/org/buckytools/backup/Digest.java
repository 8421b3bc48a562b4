package org.buckytools.backup;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** The SHA-1 of a file, as markers hold it: 40 hexadecimal digits. Confined to one thread. */
final class Digest {
  private static final int LENGTH = 40;
  // Java uses the processor's own instructions only when it has compiled their caller, which it
  // does after so many calls, however long each takes.
  private static final int PIECE = 1 << 14;

  private final byte[] piece = new byte[PIECE];
  private final MessageDigest sha1;

  Digest() {
    try {
      sha1 = MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** Of what remains in a buffer, whose position stays. */
  String of(ByteBuffer bytes) {
    int at = bytes.position();
    while (at < bytes.limit()) {
      int length = Math.min(PIECE, bytes.limit() - at);
      bytes.get(at, piece, 0, length);
      sha1.update(piece, 0, length);
      at += length;
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  /** What a marker holds, or null if that is no digest; as sha1sum prints it is right too. */
  static String parse(byte[] marker) {
    String text = new String(marker, StandardCharsets.ISO_8859_1).strip();
    boolean isLong = text.length() > LENGTH && Character.isWhitespace(text.charAt(LENGTH));
    if (text.length() != LENGTH && !isLong) {
      return null;
    }
    for (int i = 0; i < LENGTH; i++) {
      if (Character.digit(text.charAt(i), 16) < 0) {
        return null;
      }
    }
    return text.substring(0, LENGTH).toLowerCase(Locale.ROOT);
  }
}
