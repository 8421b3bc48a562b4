package org.buckytools.codec;

/**
 * Checks what the chunks of framed snappy tell of themselves, before the library believes it: it
 * takes memory for whatever length a chunk tells, and calls itself for each one that is to be
 * skipped.
 */
final class SnappyFrames {
  // What the format allows, see its description.
  private static final int LONGEST_CONTENT = 1 << 16;
  private static final int CHECKSUM = 4;
  private static final int HEAD = 4;
  private static final int COMPRESSED = 0;
  private static final int FIRST_TO_SKIP = 0x80;
  // Nobody writes more than one.
  private static final int MOST_TO_SKIP = 100;

  private SnappyFrames() {}

  static void check(byte[] bytes) throws DamagedException {
    int skipped = 0;
    long at = 0;
    while (at + HEAD <= bytes.length) {
      int start = (int) at;
      int kind = bytes[start] & 0xff;
      int length =
          bytes[start + 1] & 0xff
              | (bytes[start + 2] & 0xff) << 8
              | (bytes[start + 3] & 0xff) << 16;
      if (kind == COMPRESSED && told(bytes, start + HEAD + CHECKSUM) > LONGEST_CONTENT) {
        throw damaged("a chunk tells of more than " + LONGEST_CONTENT + " bytes");
      }
      skipped = kind >= FIRST_TO_SKIP ? skipped + 1 : 0;
      if (skipped > MOST_TO_SKIP) {
        throw damaged("there are more than " + MOST_TO_SKIP + " chunks in a row to be skipped");
      }
      at += HEAD + length;
    }
  }

  /** How many bytes a chunk says that it becomes: seven bits a byte, the lowest first. */
  private static long told(byte[] bytes, int from) {
    long told = 0;
    for (int i = 0; i < 5 && from + i < bytes.length; i++) {
      told |= (bytes[from + i] & 0x7fL) << 7 * i;
      if (bytes[from + i] >= 0) {
        break;
      }
    }
    return told;
  }

  private static DamagedException damaged(String how) {
    return new DamagedException("it is not sound framed snappy: " + how);
  }
}
