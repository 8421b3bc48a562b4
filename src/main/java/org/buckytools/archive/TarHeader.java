package org.buckytools.archive;

import java.nio.charset.StandardCharsets;

/** One header block, understood field by field. */
final class TarHeader {
  private final byte[] block;

  TarHeader(byte[] block) {
    this.block = block;
  }

  static boolean isEnd(byte[] block) {
    for (byte each : block) {
      if (each != 0) {
        return false;
      }
    }
    return true;
  }

  /** Whether the checksum is right; some old tars have added signed bytes. */
  boolean isSound() throws MalformedException {
    long sum = 0;
    long signed = 0;
    for (int i = 0; i < block.length; i++) {
      boolean own = i >= TarFormat.SUM_AT && i < TarFormat.SUM_AT + TarFormat.SMALL_SIZE;
      byte each = own ? (byte) ' ' : block[i];
      sum += each & 0xff;
      signed += each;
    }
    long told = number(TarFormat.SUM_AT, TarFormat.SMALL_SIZE);
    return told == sum || told == signed;
  }

  char type() {
    return (char) (block[TarFormat.TYPE_AT] & 0xff);
  }

  String name() {
    String name = text(TarFormat.NAME_AT, TarFormat.NAME_SIZE);
    String prefix = "";
    if (is(TarFormat.STAR_MAGIC, TarFormat.STAR_MAGIC_AT)) {
      boolean times = is(TarFormat.MAGIC, TarFormat.MAGIC_AT);
      prefix =
          text(TarFormat.PREFIX_AT, times ? TarFormat.STAR_PREFIX_SIZE : TarFormat.PREFIX_SIZE);
    } else if (is(TarFormat.MAGIC + "\0", TarFormat.MAGIC_AT)) {
      prefix = text(TarFormat.PREFIX_AT, TarFormat.PREFIX_SIZE);
    }
    return prefix.isEmpty() || type() == TarFormat.SPARSE ? name : prefix + "/" + name;
  }

  String link() {
    return text(TarFormat.LINK_AT, TarFormat.NAME_SIZE);
  }

  long size() throws MalformedException {
    long size = number(TarFormat.SIZE_AT, TarFormat.LARGE_SIZE);
    if (size < 0) {
      throw new MalformedException("a size of " + size + " bytes");
    }
    return size;
  }

  /** The last nine bits of the mode, those of an ordinary file if there is none. */
  int mode() {
    try {
      return (int) number(TarFormat.MODE_AT, TarFormat.SMALL_SIZE) & 0777;
    } catch (MalformedException none) {
      return 0644;
    }
  }

  /** Seconds since 1970; 0 if the field holds none. */
  long modified() {
    try {
      return number(TarFormat.TIME_AT, TarFormat.LARGE_SIZE);
    } catch (MalformedException none) {
      return 0;
    }
  }

  /** Whether a sparse member's fields lie where star puts them. */
  boolean isStar() {
    return is(TarFormat.STAR_MAGIC, TarFormat.STAR_MAGIC_AT);
  }

  boolean flag(int at) {
    return block[at] != 0 && block[at] != '0';
  }

  private boolean is(String magic, int at) {
    byte[] wanted = magic.getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < wanted.length; i++) {
      if (block[at + i] != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  private String text(int at, int size) {
    int end = at;
    while (end < at + size && block[end] != 0) {
      end++;
    }
    return new String(block, at, end - at, StandardCharsets.UTF_8);
  }

  long number(int at, int size) throws MalformedException {
    return (block[at] & 0x80) != 0 ? binary(at, size) : octal(at, size);
  }

  private long binary(int at, int size) throws MalformedException {
    // The first bit only says that it is binary, the second is the sign.
    long value = (byte) (block[at] << 1) >> 1;
    for (int i = 1; i < size; i++) {
      if (value > Long.MAX_VALUE >> 8 || value < Long.MIN_VALUE >> 8) {
        throw new MalformedException("a number of more than 64 bits");
      }
      value = value << 8 | block[at + i] & 0xff;
    }
    return value;
  }

  private long octal(int at, int size) throws MalformedException {
    int i = at;
    int end = at + size;
    while (i < end && block[i] == ' ') {
      i++;
    }
    long value = 0;
    while (i < end && block[i] != 0 && block[i] != ' ') {
      if (block[i] < '0' || block[i] > '7') {
        throw new MalformedException("a number that is not octal");
      }
      value = value << 3 | block[i] - '0';
      i++;
    }
    return value;
  }
}
